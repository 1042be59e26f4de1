package dev.grader.core.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the fixtures of a suite are from what would have turned their verdicts. Every number is {@link Double#MAX_VALUE}
 * where it would be infinite.
 *
 * @param tests those that compare or measure something
 * @param problems in sentences for the author; a suite with any is not published
 */
public record ProofReport(List<TestProof> tests, List<String> problems) {
    /** In units of the noise: a fixture nearer than this to what turns its verdict proves nothing. */
    public static final double LEAST_MARGIN = 3;

    /** How probably a difference of {@link MetricProof#detectable} loses points. */
    public static final double POWER = 0.9;

    public ProofReport {
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
    }

    /**
     * One test.
     *
     * @param metrics of a test that trains or predicts, one for each kind of machine
     * @param comparisons null for a test that compares no arrays
     */
    public record TestProof(
            String testId,
            List<MetricProof> metrics,
            @Nullable ComparisonProof comparisons) {
        public TestProof {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * A metric against its cut-off, in units of the metric where nothing else is said.
     *
     * @param seeds trainings of the reference
     * @param mean of the reference
     * @param spread standard deviation of the reference between seeds
     * @param fullFrom the cut-off of a submission that gets the usual number of trainings
     * @param noise standard error of the difference between the mean of a submission like the reference and the reference's
     * @param margin from the reference's mean to the cut-off
     * @param detectable by how much worse than the reference a model must be to lose points with probability {@link #POWER}
     */
    public record MetricProof(
            String machineKind,
            int seeds,
            double mean,
            double spread,
            double fullFrom,
            double noise,
            double margin,
            double detectable,
            List<FixtureMetric> fixtures) {
        public MetricProof {
            fixtures = List.copyOf(fixtures);
        }

        /** The margin in units of the noise. */
        public double marginInNoise() {
            return Ratio.of(margin, noise);
        }
    }

    /**
     * The metric of one fixture.
     *
     * @param seeds trainings
     * @param fullFrom the cut-off for so many trainings
     * @param noise standard error of the difference between its mean and the reference's
     * @param marginInNoise from the mean to the cut-off, in units of the noise
     * @param decides whether the verdict that the suite declares rests on it
     */
    public record FixtureMetric(
            String fixture,
            Expectation expectation,
            int seeds,
            double mean,
            double spread,
            double fullFrom,
            double noise,
            double marginInNoise,
            boolean decides) {}

    /**
     * The errors of compared arrays, in units of the tolerance.
     *
     * @param worstRight the largest error of a fixture that passes as declared: what right solutions differ by
     * @param worstRightFixture null where none is compared
     * @param smallestWrong the smallest error by which a fixture loses as declared
     * @param smallestWrongFixture null where none loses by an error
     */
    public record ComparisonProof(
            double worstRight,
            @Nullable String worstRightFixture,
            double smallestWrong,
            @Nullable String smallestWrongFixture) {}
}
