package dev.grader.core.score;

import static dev.grader.core.score.Suites.common;
import static dev.grader.core.score.Suites.measured;
import static dev.grader.core.score.Suites.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyVerdictTest {
    private static final TestMeasurement CLEAN = measured("first");
    private static final TestMeasurement FORBIDDEN =
            measured("first", new Evidence.Finding("r1", "torch.nn.LSTM", "model.py", 12));

    private final Suite suite = Suites.of(
            rules(common("first", "4", Visibility.VISIBLE)), rules(common("second", "4", Visibility.VISIBLE, "first")));

    @Test
    void isWhatTheScoreWillSay() {
        assertThat(of("first", CLEAN)).isEqualTo(Verdict.PASSED);
        assertThat(of("first", FORBIDDEN)).isEqualTo(Verdict.REFUSED_BY_RULE);
    }

    @Test
    void aTestWaitsForThoseItDependsOn() {
        assertThat(of("second", FORBIDDEN, measured("second"))).isEqualTo(Verdict.SKIPPED);
        assertThat(of("second", CLEAN, measured("second"))).isEqualTo(Verdict.PASSED);
    }

    @Test
    void whatWasNotMeasuredYetIsNobodysFault() {
        assertThat(of("first")).isEqualTo(Verdict.INFRASTRUCTURE);
    }

    @Test
    void aTestThatTheSuiteLacksIsTold() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("third")).withMessageContaining("third");
    }

    private Verdict of(String testId, TestMeasurement... measured) {
        return EarlyVerdict.of(testId, suite, Suites.CALIBRATION, List.of(measured));
    }
}
