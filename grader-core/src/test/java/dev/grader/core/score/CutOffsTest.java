package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.TestDefinition;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CutOffsTest {
    private static final List<Double> STEADY = List.of(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9);
    private static final List<Double> SPREAD = List.of(0.89, 0.91, 0.89, 0.91, 0.89, 0.91, 0.89, 0.91, 0.89, 0.91);
    private static final int MANY = 1_000_000_000;

    @Test
    void theDeclaredMarginCountsWhereItIsTheLargest() {
        AppliedCutOff cutOff = CutOffs.of(relative(0.05), Trainings.calibration(MANY, STEADY), 3);
        assertThat(cutOff.fullFrom()).isEqualTo(0.85);
        assertThat(cutOff.explanation()).isEqualTo("reference 0.9 ± 0.0 over 10 seeds; full points from 0.85");
    }

    @Test
    void theSpreadOfTheSeedsCountsWhereItIsTheLargest() {
        // s = 0.01 · √(10/9); t(0.99, 9) = 2.821438 by the usual table.
        double noise = 2.821438 * 0.01 * Math.sqrt(10.0 / 9) * Math.sqrt(1.0 / 10 + 1.0 / 3);
        double fullFrom =
                CutOffs.of(relative(0), Trainings.calibration(MANY, SPREAD), 3).fullFrom();
        assertThat(fullFrom).isBetween(0.9 - noise - 1e-4, 0.9 - noise);
    }

    @Test
    void theNoiseOfTheTestSetCountsWhereItIsTheLargest() {
        // √(0.9 · 0.1 / 900) = 0.01
        assertThat(CutOffs.of(relative(0.005), Trainings.calibration(900, STEADY), 3)
                        .fullFrom())
                .isEqualTo(0.88);
    }

    @Test
    void pointsAreLinearBelowTheCutOff() {
        AppliedCutOff cutOff = CutOffs.of(relative(0.1), Trainings.calibration(MANY, STEADY), 3);
        assertThat(cutOff.share(0.8)).isEqualByComparingTo("1");
        assertThat(cutOff.share(0.99)).isEqualByComparingTo("1");
        assertThat(cutOff.share(0.65)).isEqualByComparingTo("0.5");
        assertThat(cutOff.share(0.5)).isEqualByComparingTo("0");
        assertThat(cutOff.share(0.1)).isEqualByComparingTo("0");
    }

    @Test
    void whatIsNotFiniteHasWords() {
        assertThat(CutOffs.words(Double.POSITIVE_INFINITY)).isEqualTo("infinite");
        assertThat(CutOffs.words(Double.NaN)).isEqualTo("not a number");
    }

    @Test
    void aZeroThatIsNotWorseThanTheCutOffIsFound() {
        assertThat(new AppliedCutOff(0.9, 0.5, "").disorder()).isEmpty();
        assertThat(new AppliedCutOff(0.9, 0.9, "").disorder()).isPresent();
        assertThat(new AppliedCutOff(false, AppliedCutOff.fullAndZero(0.1, 0), true, "").disorder())
                .isPresent();
    }

    @Test
    void aCutOffBelowZeroAtIsAStep() {
        AppliedCutOff cutOff = new AppliedCutOff(0.4, 0.5, "");
        assertThat(cutOff.share(0.45)).isEqualByComparingTo("1");
        assertThat(cutOff.share(0.39)).isEqualByComparingTo("0");
    }

    @Test
    void aReferenceThatWasNotMeasuredIsAnError() {
        assertThatThrownBy(() -> CutOffs.of(relative(0), Trainings.calibration(10, List.of(0.9)), 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 reference results");
    }

    @Test
    void aStudentLikeTheReferenceFallsBelowInLessThanOneOfAHundred() {
        // The hardest case: no margin, and a test set so large that only the spread of the seeds is allowed for.
        assertThat(shareBelow(relative(0), MANY, 0.01)).isLessThan(0.01);
    }

    @Test
    void withARealMarginAndTestSetItAlmostNeverDoes() {
        assertThat(shareBelow(relative(0.01), 360, 0.006)).isLessThan(0.002);
    }

    private static double shareBelow(TestDefinition.Train test, int examples, double spread) {
        Random random = new Random(7);
        int below = 0;
        int runs = 100_000;
        for (int run = 0; run < runs; run++) {
            CalibrationRecord calibration = Trainings.calibration(examples, draw(random, 10, spread));
            List<Double> student = draw(random, 3, spread);
            int more = SeedPlan.more(test, calibration, student);
            List<Double> all = Stream.concat(student.stream(), draw(random, more, spread).stream())
                    .toList();
            double mean = SampleStatistics.of(all).mean();
            below += CutOffs.of(test, calibration, all.size()).reached(mean) ? 0 : 1;
        }
        return (double) below / runs;
    }

    private static List<Double> draw(Random random, int count, double spread) {
        return Stream.generate(() -> 0.9 + spread * random.nextGaussian())
                .limit(count)
                .toList();
    }

    private static TestDefinition.Train relative(double margin) {
        return Trainings.test(new CutOff.RelativeToReference(margin, 0.5));
    }
}
