package dev.grader.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.job.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTimeTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void theFirstEpochCountsAsLongAsTheOthersOnAverage() {
        // epochs end at 10, 12, 14, 16 s: 6 s for three, so 8 s for four
        assertThat(TrainingTime.seconds(training("seed 1", 10, 12, 14, 16))).hasValue(8.0);
    }

    @Test
    void theTrainingsOfAllSeedsAddUp() {
        List<Progress> events = new ArrayList<>(training("seed 1", 1, 2));
        events.add(new Progress.StepBegun(BEGIN, "evaluate"));
        events.addAll(training("seed 2", 10, 13));

        // 1·2/1 + 3·2/1; what lies between the trainings does not count
        assertThat(TrainingTime.seconds(events)).hasValue(8.0);
    }

    @Test
    void ofAJobThatRanTwiceTheLaterRunCounts() {
        List<Progress> events = new ArrayList<>(training("seed 1", 1, 5, 9));
        events.addAll(training("seed 1", 100, 101, 102));

        assertThat(TrainingTime.seconds(events)).hasValue(3.0);
    }

    @Test
    void oneEpochOrNoneIsNoMeasure() {
        assertThat(TrainingTime.seconds(List.of())).isEmpty();
        assertThat(TrainingTime.seconds(training("seed 1", 1))).isEmpty();
    }

    private static List<Progress> training(String step, int... ends) {
        List<Progress> events = new ArrayList<>();
        for (int end : ends) {
            events.add(new Progress.Epoch(BEGIN.plusSeconds(end), step, events.size() + 1, ends.length, 0.5, 0.5));
        }
        return events;
    }
}
