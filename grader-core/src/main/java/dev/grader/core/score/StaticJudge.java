package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.TestDefinition.StoredNumbers;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Judges what was found in the syntax tree, and the size of the exported model. */
final class StaticJudge {
    private StaticJudge() {}

    /** What the rules forbid counts also when the test could not be measured to the end. */
    static Optional<Judgement> findings(List<Evidence> evidence) {
        List<String> messages = Of.type(Evidence.Finding.class, evidence)
                .map(StaticJudge::words)
                .toList();
        return messages.isEmpty() ? Optional.empty() : Optional.of(Judgement.lost(Verdict.REFUSED_BY_RULE, messages));
    }

    static Judgement judge(TestDefinition.Static test, List<Evidence> evidence) {
        Optional<Judgement> refused = findings(evidence);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (test.storedNumbers().isEmpty()) {
            return Judgement.ofShare(BigDecimal.ONE, List.of());
        }
        Optional<Evidence.StoredNumbers> measured =
                Of.type(Evidence.StoredNumbers.class, evidence).findFirst();
        return measured.map(numbers -> size(test, test.storedNumbers().get(), numbers.count()))
                .orElseGet(() -> Judgement.infrastructure("the size of the exported model was not measured"));
    }

    private static Judgement size(TestDefinition.Static test, StoredNumbers bounds, long count) {
        if (count >= bounds.atLeast() && count <= bounds.atMost()) {
            return Judgement.ofShare(BigDecimal.ONE, List.of());
        }
        String which = count < bounds.atLeast() ? "too few" : "too many";
        return Judgement.lost(
                Verdict.FAILED,
                List.of(
                        test.common().visibility().showsValues()
                                ? "the exported model holds " + count + " numbers (parameters, buffers and constants), "
                                        + which + ": " + bounds.atLeast() + " to " + bounds.atMost() + " are allowed"
                                : "the exported model holds " + which
                                        + " numbers (parameters, buffers and constants)"));
    }

    static String words(Evidence.Finding finding) {
        return finding.file() + ":" + finding.line() + " uses " + finding.name()
                + ", which this assignment does not allow";
    }
}
