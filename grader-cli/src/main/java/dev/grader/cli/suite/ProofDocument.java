package dev.grader.cli.suite;

import dev.grader.cli.proof.FixtureOutcome;
import dev.grader.core.proof.ProofReport;
import dev.grader.core.score.TestScore;
import java.math.BigDecimal;
import java.util.List;

/**
 * A proof as other programs read it.
 *
 * @param secret from which hidden inputs and seeds were drawn
 * @param holds whether the suite proves itself
 */
record ProofDocument(
        String suite,
        String digest,
        long secret,
        boolean holds,
        List<Graded> fixtures,
        ProofReport report,
        List<String> problems) {
    ProofDocument {
        fixtures = List.copyOf(fixtures);
        problems = List.copyOf(problems);
    }

    /** One fixture, graded once. */
    record Graded(
            String path,
            int repetition,
            BigDecimal points,
            BigDecimal maximum,
            double seconds,
            double cpuSeconds,
            List<TestScore> tests,
            List<String> problems) {
        Graded {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }

        static Graded of(FixtureOutcome outcome) {
            return new Graded(
                    outcome.fixture().path(),
                    outcome.repetition(),
                    outcome.sheet().points(),
                    outcome.sheet().maximum(),
                    outcome.elapsed().toMillis() / 1e3,
                    outcome.record().cpuSeconds(),
                    outcome.sheet().tests(),
                    outcome.problems());
        }
    }
}
