package dev.grader.core.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.proof.ProofReport.ComparisonProof;
import dev.grader.core.proof.ProofReport.FixtureMetric;
import dev.grader.core.proof.ProofReport.MetricProof;
import dev.grader.core.score.Scorer;
import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteParser;
import dev.grader.core.tensor.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final String HEAD = """
            schema: 1
            id: proofs
            title: Proofs
            image: python-torch
            submission: {required: [model.py]}
            """;
    private static final String FIXTURES = """
            fixtures:
              reference: fixtures/reference
              starter: {path: fixtures/starter, at_most: 0}
              wrong: [{path: fixtures/wrong/a, must_lose: [it]}]
            """;
    private static final Suite FUNCTION = SuiteParser.parse(HEAD + """
            tests:
              - id: it
                kind: function
                title: It
                points: 10
                framework: torch
                target: model:it
                cases: [[{normal: [2], seed: 1}]]
                tolerance: 1e-4
            """ + FIXTURES);
    private static final Suite TRAINING = SuiteParser.parse(HEAD + """
            data:
              digits:
                train: {inputs: data/a.npy, labels: data/b.npy}
                test: {inputs: data/c.npy, labels: data/d.npy}
                shape: [2]
            tests:
              - id: it
                kind: train
                title: It
                points: 10
                model: model:build_model
                data: digits
                recipe:
                  epochs: 1
                  batch_size: 32
                  loss: cross_entropy
                  optimizer: {name: sgd, learning_rate: 0.1}
                  student_seeds: 3
                  reference_seeds: 10
                metric: accuracy
                cut_off: {name: relative_to_reference, margin: 0.04, zero_at: 0.5}
            """ + FIXTURES);
    /** Mean 0.96, standard deviation 0.010541; the cut-off is 0.92. */
    private static final List<Double> REFERENCE = List.of(.95, .95, .95, .95, .95, .97, .97, .97, .97, .97);

    private static final double NOISE = 0.010541 * Math.sqrt(1 / 10.0 + 1 / 3.0);

    private static final Fixture CORRECT = new Fixture.Correct("correct");
    private static final Fixture WRONG = new Fixture.Wrong("wrong", List.of("it"), Map.of());

    @Test
    void theMarginOfATrainingIsCountedInItsNoise() {
        ProofReport report = Proofs.report(TRAINING, List.of(trained(CORRECT, .955, .955, .955)));

        assertThat(report.problems()).isEmpty();
        MetricProof metric = report.tests().getFirst().metrics().getFirst();
        assertThat(metric.mean()).isCloseTo(0.96, within(1e-9));
        assertThat(metric.spread()).isCloseTo(0.010541, within(1e-6));
        assertThat(metric.noise()).isCloseTo(NOISE, within(1e-6));
        assertThat(metric.fullFrom()).isEqualTo(0.92);
        assertThat(metric.margin()).isCloseTo(0.04, within(1e-9));
        assertThat(metric.marginInNoise()).isCloseTo(0.04 / NOISE, within(1e-3));
        assertThat(metric.detectable()).isCloseTo(0.04 + 1.28155 * NOISE, within(1e-6));
        FixtureMetric fixture = metric.fixtures().getFirst();
        assertThat(fixture.marginInNoise()).isCloseTo(0.035 / NOISE, within(1e-3));
        assertThat(fixture.decides()).isTrue();
    }

    @Test
    void aRightSolutionThatPassesNarrowlyIsRefused() {
        assertThat(Proofs.report(TRAINING, List.of(trained(CORRECT, .93, .93, .93)))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("correct: passes 'it' by only 1.4 times the noise (mean 0.9300 of 3 trainings")
                .contains("Widen the margin");
    }

    @Test
    void aWrongSolutionThatLosesNarrowlyIsRefused() {
        assertThat(Proofs.report(TRAINING, List.of(trained(WRONG, .91, .91, .91)))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("wrong: loses 'it' by only 1.4 times the noise");
        assertThat(Proofs.report(TRAINING, List.of(trained(WRONG, .5, .5, .5))).problems())
                .isEmpty();
    }

    @Test
    void aSolutionThatVariesMoreThanTheReferenceHasMoreNoise() {
        ProofReport report = Proofs.report(TRAINING, List.of(trained(WRONG, .7, .9, .86)));

        FixtureMetric fixture =
                report.tests().getFirst().metrics().getFirst().fixtures().getFirst();
        assertThat(fixture.noise()).isCloseTo(0.06119, within(1e-4));
        assertThat(report.problems()).singleElement().asString().contains("1.6 times the noise");
    }

    @Test
    void moreTrainingsMakeLessNoise() {
        ProofReport report =
                Proofs.report(TRAINING, List.of(trained(CORRECT, .94, .94, .94, .94, .94, .94, .94, .94, .94)));

        FixtureMetric fixture =
                report.tests().getFirst().metrics().getFirst().fixtures().getFirst();
        assertThat(fixture.noise()).isCloseTo(0.010541 * Math.sqrt(1 / 10.0 + 1 / 9.0), within(1e-6));
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void whereTheSuiteTakesBothThereIsNoMarginToKeep() {
        Fixture either = new Fixture.Wrong("either", List.of(), Map.of("it", "it may"));

        ProofReport report = Proofs.report(TRAINING, List.of(trained(either, .919, .919, .919)));

        assertThat(report.problems()).isEmpty();
        assertThat(report.tests()
                        .getFirst()
                        .metrics()
                        .getFirst()
                        .fixtures()
                        .getFirst()
                        .decides())
                .isFalse();
    }

    @Test
    void aReferenceThatNeverVariesHasNoNoise() {
        CalibrationRecord steady = calibration(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0));

        ProofReport report = Proofs.report(TRAINING, List.of(trained(CORRECT, steady, 1, 1, 1)));

        assertThat(report.problems()).isEmpty();
        assertThat(report.tests()
                        .getFirst()
                        .metrics()
                        .getFirst()
                        .fixtures()
                        .getFirst()
                        .marginInNoise())
                .isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void theStarterStaysBelowItsCeilingWithinTheNoise() {
        // 0.5 gives nothing, 0.502 hardly anything; three times the noise of 0.0069 give half a point more
        Fixture low = new Fixture.Starter("starter", new BigDecimal("0.1"));
        Fixture high = new Fixture.Starter("starter", BigDecimal.ONE);

        assertThat(Proofs.report(TRAINING, List.of(trained(low, .502, .502, .502)))
                        .problems())
                .singleElement()
                .asString()
                .contains("the starter gets no more than at_most, but");
        assertThat(Proofs.report(TRAINING, List.of(trained(high, .502, .502, .502)))
                        .problems())
                .isEmpty();
    }

    @Test
    void errorsAreCountedInTolerances() {
        ProofReport report = Proofs.report(
                FUNCTION,
                List.of(compared(new Fixture.Reference("reference"), 0), compared(CORRECT, 2e-5), compared(WRONG, 1)));

        assertThat(report.problems()).isEmpty();
        ComparisonProof comparisons = comparisons(report);
        assertThat(comparisons.worstRight()).isCloseTo(0.1, within(1e-9));
        assertThat(comparisons.worstRightFixture()).isEqualTo("correct");
        assertThat(comparisons.smallestWrong()).isCloseTo(5_000, within(1e-6));
        assertThat(comparisons.smallestWrongFixture()).isEqualTo("wrong");
    }

    @Test
    void aRightSolutionNearTheToleranceIsRefused() {
        assertThat(Proofs.report(FUNCTION, List.of(compared(CORRECT, 1e-4))).problems())
                .singleElement()
                .asString()
                .startsWith("correct: its error in 'it' is 0.50 of the tolerance");
    }

    @Test
    void aWrongSolutionWithinTheRoundingOfRightOnesIsRefused() {
        List<GradedFixture> near = List.of(compared(CORRECT, 5e-5), compared(WRONG, 2.4e-4));
        List<GradedFixture> far = List.of(compared(CORRECT, 5e-5), compared(WRONG, 4e-4));

        assertThat(Proofs.report(FUNCTION, near).problems())
                .singleElement()
                .asString()
                .startsWith("wrong: loses 'it' by an error of only 1.20 times the tolerance");
        assertThat(Proofs.report(FUNCTION, far).problems()).isEmpty();
    }

    @Test
    void anotherShapeIsAsFarOffAsCanBe() {
        GradedFixture shape =
                graded(FUNCTION, WRONG, calibration(REFERENCE), List.of(comparison(Tensor.ofDoubles(List.of(1L), 1))));

        ComparisonProof comparisons = comparisons(Proofs.report(FUNCTION, List.of(shape)));

        assertThat(comparisons.smallestWrong()).isEqualTo(Double.MAX_VALUE);
    }

    private static ComparisonProof comparisons(ProofReport report) {
        return Objects.requireNonNull(report.tests().getFirst().comparisons());
    }

    private static GradedFixture trained(Fixture fixture, double... values) {
        return trained(fixture, calibration(REFERENCE), values);
    }

    private static GradedFixture trained(Fixture fixture, CalibrationRecord calibration, double... values) {
        List<Evidence> evidence = new ArrayList<>();
        for (int seed = 0; seed < values.length; seed++) {
            evidence.add(new Evidence.MetricValue(seed, values[seed], 360, List.of()));
        }
        return graded(TRAINING, fixture, calibration, evidence);
    }

    /** The error is half of the difference. */
    private static GradedFixture compared(Fixture fixture, double difference) {
        return graded(
                FUNCTION,
                fixture,
                calibration(REFERENCE),
                List.of(comparison(Tensor.ofDoubles(List.of(2L), 1, 1 + difference))));
    }

    private static Evidence comparison(Tensor actual) {
        Tensor expected = Tensor.ofDoubles(List.of(2L), 1, 1);
        return new Evidence.Comparison("case 1", Evidence.Judge.REFERENCE, TensorComparison.compare(expected, actual));
    }

    private static GradedFixture graded(
            Suite suite, Fixture fixture, CalibrationRecord calibration, List<Evidence> evidence) {
        MeasurementRecord record = new MeasurementRecord(
                MeasurementRecord.VERSION,
                new UUID(0, 2),
                1,
                "suite",
                Map.of(),
                "kind",
                List.of(new TestMeasurement("it", null, evidence, "")),
                List.of(),
                1);
        return new GradedFixture(fixture, Scorer.score(suite, calibration, record), record, calibration);
    }

    private static CalibrationRecord calibration(List<Double> metrics) {
        return new CalibrationRecord(
                MeasurementRecord.VERSION,
                new UUID(0, 1),
                1,
                "suite",
                Map.of(),
                "kind",
                Map.of("it", metrics),
                Map.of("it", 360),
                "outputs",
                List.of());
    }
}
