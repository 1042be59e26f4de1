package dev.grader.core.score;

import static dev.grader.core.score.Suites.common;
import static dev.grader.core.score.Suites.compared;
import static dev.grader.core.score.Suites.function;
import static dev.grader.core.score.Suites.measured;
import static dev.grader.core.score.Suites.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnmeasuredTest {
    private static final Evidence GOOD = compared("case 1", vector(1, 2), vector(1, 2));
    private static final Evidence BAD = compared("case 1", vector(1, 2), vector(1, 3));

    private final Suite chain = Suites.of(
            function(common("first", "1", Visibility.VISIBLE), 1),
            function(common("second", "1", Visibility.VISIBLE, "first"), 1),
            function(common("third", "1", Visibility.VISIBLE, "second"), 1));

    @Test
    void aWholeRecordLacksNothing() {
        assertThat(of(chain, measured("first", GOOD), measured("second", GOOD), measured("third", BAD)))
                .isEmpty();
    }

    @Test
    void aTestWithoutAMeasurementIsMissingAndNotThoseThatWaitForIt() {
        assertThat(of(chain, measured("first", GOOD), measured("third", GOOD))).containsExactly("second");
    }

    @Test
    void whatWasSkippedAndWouldNotBeNowIsMissingWithAllThatWaits() {
        assertThat(of(chain, measured("first", GOOD), skipped("second"), skipped("third")))
                .containsExactly("second", "third");
    }

    @Test
    void whatIsSkippedNowAsThenIsNotMissing() {
        assertThat(of(chain, measured("first", BAD), skipped("second"), skipped("third")))
                .isEmpty();
        assertThat(of(chain, measured("first", BAD))).isEmpty();
    }

    @Test
    void whatRunsAfterTheDueDateIsNotMissing() {
        assertThat(of(Suites.of(function(Suites.afterDueDate("later", "1"), 1))))
                .isEmpty();
    }

    @Test
    void aTrainingNearToANewCutOffNeedsMoreSeeds() {
        TestMeasurement trained = measured(
                Trainings.ID,
                new Evidence.MetricValue(0, 0.90, 360, List.of()),
                new Evidence.MetricValue(1, 0.94, 360, List.of()),
                new Evidence.MetricValue(2, 0.92, 360, List.of()));

        assertThat(of(Suites.of(Trainings.test(new CutOff.Linear(0.1, 0.5))), trained))
                .isEmpty();
        assertThat(of(Suites.of(Trainings.test(new CutOff.Linear(0.1, 0.92))), trained))
                .containsExactly(Trainings.ID);
    }

    @Test
    void furtherTrainingsThatWereLeftOutAreNotMissing() {
        TestMeasurement trained = measured(
                Trainings.ID,
                new Evidence.MetricValue(0, 0.90, 360, List.of()),
                new Evidence.MetricValue(1, 0.94, 360, List.of()),
                new Evidence.MetricValue(2, 0.92, 360, List.of()),
                new Evidence.Flag(Evidence.Flag.FURTHER_TRAININGS, "left out", "", 0));

        assertThat(of(Suites.of(Trainings.test(new CutOff.Linear(0.1, 0.92))), trained))
                .isEmpty();
    }

    @Test
    void aSuiteThatAPersonGradesLacksNothing() {
        TestDefinition.Manual manual = Suites.manual("report", "2");
        assertThat(of(Suites.of(manual))).isEmpty();
    }

    private static TestMeasurement skipped(String id) {
        return Suites.stopped(id, Verdict.SKIPPED, "not run");
    }

    private static Set<String> of(Suite suite, TestMeasurement... measurements) {
        return Unmeasured.of(suite, Suites.CALIBRATION, Suites.record(MeasurementRecord.VERSION, measurements));
    }
}
