package dev.grader.core.proof;

import dev.grader.core.proof.ProofReport.ComparisonProof;
import dev.grader.core.proof.ProofReport.MetricProof;
import dev.grader.core.proof.ProofReport.TestProof;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out how sure the verdicts on a suite's fixtures are. */
public final class Proofs {
    private Proofs() {}

    /**
     * The report on fixtures that have been graded; whether they got what the suite declares, {@code FixtureCheck} says.
     *
     * @throws IllegalStateException when a calibration lacks what a test needs
     */
    public static ProofReport report(Suite suite, List<GradedFixture> fixtures) {
        List<TestProof> tests = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (TestDefinition test : suite.tests()) {
            List<MetricProof> metrics = new MetricMargins(test, problems).of(fixtures);
            @Nullable ComparisonProof comparisons = new ComparisonMargins(test, problems).of(fixtures);
            if (!metrics.isEmpty() || comparisons != null) {
                tests.add(new TestProof(test.id(), metrics, comparisons));
            }
        }
        return new ProofReport(tests, problems);
    }
}
