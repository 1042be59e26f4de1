package dev.grader.core.proof;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.proof.ProofReport.FixtureMetric;
import dev.grader.core.proof.ProofReport.MetricProof;
import dev.grader.core.score.AppliedCutOff;
import dev.grader.core.score.SampleStatistics;
import dev.grader.core.score.Thresholds;
import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.TestDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How far the metrics of fixtures are from the cut-off of one test, measured by the noise of the trainings. */
final class MetricMargins {
    /** Quantile of the standard normal distribution for {@link ProofReport#POWER}. */
    private static final double POWER_QUANTILE =
            NormalDistribution.of(0, 1).inverseCumulativeProbability(ProofReport.POWER);

    /** Relative; the mean of equal numbers may differ from them by this much. */
    private static final double ROUND_OFF = 1e-12;

    private final TestDefinition test;
    private final List<String> problems;

    /**
     * Margins of a test.
     *
     * @param problems gets those that are found
     */
    MetricMargins(TestDefinition test, List<String> problems) {
        this.test = test;
        this.problems = problems;
    }

    /** One for each kind of machine; none for a test without a metric or that nothing was measured of. */
    List<MetricProof> of(List<GradedFixture> fixtures) {
        Map<String, List<GradedFixture>> kinds = new LinkedHashMap<>();
        fixtures.forEach(
                fixture -> kinds.computeIfAbsent(fixture.calibration().machineKind(), kind -> new ArrayList<>())
                        .add(fixture));
        return kinds.values().stream().flatMap(kind -> ofOneKind(kind).stream()).toList();
    }

    private Optional<MetricProof> ofOneKind(List<GradedFixture> fixtures) {
        CalibrationRecord calibration = fixtures.getFirst().calibration();
        List<Double> values = calibration.metrics().getOrDefault(test.id(), List.of());
        int planned = Math.max(1, Thresholds.seeds(test));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Thresholds.cutOff(test, calibration, planned).map(cutOff -> {
            cutOff.disorder()
                    .ifPresent(
                            step -> problems.add(
                                    test.id() + ": a share of " + step.share().toPlainString()
                                            + " begins at " + step.at() + ", which is not worse than "
                                            + cutOff.fullFrom()
                                            + ", from where the reference's cut-off gives full points; choose a zero_at on the other side of it"));
            SampleStatistics reference = SampleStatistics.of(values);
            double noise = noise(reference, reference.standardDeviation(), planned);
            double margin = cutOff.reached(reference.mean()) ? Math.abs(reference.mean() - cutOff.fullFrom()) : 0;
            return new MetricProof(
                    calibration.machineKind(),
                    reference.count(),
                    reference.mean(),
                    reference.standardDeviation(),
                    cutOff.fullFrom(),
                    noise,
                    margin,
                    margin + POWER_QUANTILE * noise,
                    fixtures.stream()
                            .flatMap(fixture -> of(fixture, reference).stream())
                            .toList());
        });
    }

    private Optional<FixtureMetric> of(GradedFixture graded, SampleStatistics reference) {
        List<Double> values = graded.evidence(test.id()).stream()
                .filter(Evidence.MetricValue.class::isInstance)
                .map(Evidence.MetricValue.class::cast)
                .map(Evidence.MetricValue::value)
                .toList();
        if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        SampleStatistics own = SampleStatistics.of(values);
        AppliedCutOff cutOff =
                Thresholds.cutOff(test, graded.calibration(), own.count()).orElseThrow();
        double noise = noise(reference, own.standardDeviation(), own.count());
        Expectation expectation = Expectation.of(graded.fixture(), test.id());
        FixtureMetric metric = new FixtureMetric(
                graded.fixture().path(),
                expectation,
                own.count(),
                own.mean(),
                own.standardDeviation(),
                cutOff.fullFrom(),
                noise,
                Ratio.of(Math.abs(own.mean() - cutOff.fullFrom()), noise),
                switch (expectation) {
                    case PASSES -> graded.passes(test.id());
                    // with the cut-off reached, something else took the points
                    case LOSES -> !graded.passes(test.id()) && !cutOff.reached(own.mean());
                    case EITHER -> false;
                });
        if (metric.decides() && noise > 0 && metric.marginInNoise() < ProofReport.LEAST_MARGIN) {
            problems.add(tooNear(metric));
        }
        if (graded.fixture() instanceof Fixture.Starter starter) {
            starter(starter, graded, cutOff, own.mean(), noise);
        }
        return Optional.of(metric);
    }

    /**
     * A fixture is taken to vary between seeds at least as much as the reference: a few of its trainings that happen to agree
     * do not make it steady.
     */
    private static double noise(SampleStatistics reference, double ownSpread, int seeds) {
        double spread = Math.max(reference.standardDeviation(), ownSpread);
        double ofReference = reference.standardDeviation() * reference.standardDeviation() / reference.count();
        double noise = Math.sqrt(ofReference + spread * spread / seeds);
        return noise < ROUND_OFF * Math.max(1, Math.abs(reference.mean())) ? 0 : noise;
    }

    private String tooNear(FixtureMetric metric) {
        return String.format(
                Locale.ROOT,
                "%s: %s '%s' by only %.1f times the noise (mean %.4f of %d trainings, cut-off %.4f, noise %.4f); at least"
                        + " %.0f times are needed. %s",
                metric.fixture(),
                metric.expectation() == Expectation.PASSES ? "passes" : "loses",
                test.id(),
                metric.marginInNoise(),
                metric.mean(),
                metric.seeds(),
                metric.fullFrom(),
                metric.noise(),
                ProofReport.LEAST_MARGIN,
                metric.expectation() == Expectation.PASSES
                        ? "Widen the margin of the cut-off, or let the recipe train longer or with more seeds."
                        : "Move the cut-off away from it, let the recipe train with more seeds, or put the test into"
                                + " may_lose with a reason.");
    }

    private void starter(
            Fixture.Starter starter, GradedFixture graded, AppliedCutOff cutOff, double mean, double noise) {
        BigDecimal share = cutOff.share(mean);
        BigDecimal atMost = cutOff.share(mean - ProofReport.LEAST_MARGIN * noise)
                .max(cutOff.share(mean + ProofReport.LEAST_MARGIN * noise))
                .max(share);
        BigDecimal more = atMost.subtract(share).multiply(test.common().points());
        if (graded.sheet().points().compareTo(starter.atMost()) <= 0
                && graded.sheet().points().add(more).compareTo(starter.atMost()) > 0) {
            problems.add(starter.path() + ": the starter gets no more than at_most, but with "
                    + String.format(
                            Locale.ROOT,
                            "%.0f times the noise (%.4f) on '%s' (mean %.4f)",
                            ProofReport.LEAST_MARGIN,
                            noise,
                            test.id(),
                            mean)
                    + " it would get " + more.stripTrailingZeros().toPlainString()
                    + " points more. Raise at_most or zero_at.");
        }
    }
}
