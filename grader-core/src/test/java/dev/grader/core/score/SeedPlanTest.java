package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.TestDefinition;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedPlanTest {
    private static final TestDefinition.Train TEST = Trainings.test(new CutOff.RelativeToReference(0.05, 0.5));
    private static final CalibrationRecord CALIBRATION = Trainings.calibration(
            1_000_000, List.of(0.899, 0.901, 0.899, 0.901, 0.899, 0.901, 0.899, 0.901, 0.899, 0.901));

    @Test
    void beginsWithTheSeedsOfTheRecipe() {
        assertThat(SeedPlan.more(TEST, CALIBRATION, List.of())).isEqualTo(3);
        assertThat(SeedPlan.more(TEST, CALIBRATION, List.of(0.9))).isEqualTo(2);
    }

    @Test
    void isDoneWhenTheMeanIsFarFromTheCutOff() {
        assertThat(SeedPlan.more(TEST, CALIBRATION, List.of(0.9, 0.899, 0.901))).isZero();
        assertThat(SeedPlan.more(TEST, CALIBRATION, List.of(0.7, 0.701, 0.699))).isZero();
    }

    @Test
    void goesOnWhenTheSeedsCouldDecide() {
        assertThat(SeedPlan.more(TEST, CALIBRATION, List.of(0.85, 0.851, 0.849)))
                .isEqualTo(6);
    }

    @Test
    void goesOnWhenTheStudentsModelIsUnstable() {
        assertThat(SeedPlan.more(TEST, CALIBRATION, List.of(0.9, 0.7, 0.92))).isEqualTo(6);
    }

    @Test
    void neverGoesBeyondNine() {
        assertThat(SeedPlan.more(TEST, CALIBRATION, Collections.nCopies(9, 0.85)))
                .isZero();
    }

    @Test
    void aFixedCutOffIsJudgedByTheStudentsOwnSpread() {
        TestDefinition.Train test = Trainings.test(new CutOff.Linear(0.5, 0.9));
        assertThat(SeedPlan.more(test, CALIBRATION, List.of(0.9, 0.91, 0.89))).isEqualTo(6);
        assertThat(SeedPlan.more(test, CALIBRATION, List.of(0.95, 0.951, 0.949)))
                .isZero();
    }
}
