package dev.grader.api.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.submission.SubmissionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private static final UUID SUBMISSION = new UUID(1, 1);
    private static final UUID JOB = new UUID(2, 2);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<StreamEvent> told = new ArrayList<>();
    private int rows;

    @Test
    void tellsTheStateAndWhatCameBefore() {
        Watcher watcher = watcher(0);
        rows = 2;

        assertThat(advance(watcher, SubmissionState.RUNNING, NOON)).isFalse();
        assertThat(told)
                .containsExactly(
                        new StreamEvent.State("RUNNING"),
                        new StreamEvent.Step(1, "{1}"),
                        new StreamEvent.Step(2, "{2}"));
    }

    @Test
    void tellsNothingTwice() {
        Watcher watcher = watcher(0);
        rows = 2;
        advance(watcher, SubmissionState.RUNNING, NOON);
        told.clear();
        advance(watcher, SubmissionState.RUNNING, NOON);

        assertThat(told).isEmpty();
    }

    @Test
    void goesOnAfterTheLastRowThatTheReaderSaw() {
        Watcher watcher = watcher(7);
        rows = 8;
        advance(watcher, SubmissionState.RUNNING, NOON);

        assertThat(told).containsExactly(new StreamEvent.State("RUNNING"), new StreamEvent.Step(8, "{8}"));
    }

    @Test
    void readsOnUntilAllIsTold() {
        Watcher watcher = watcher(0);
        rows = 7;
        advance(watcher, SubmissionState.RUNNING, NOON);

        assertThat(told).hasSize(8).last().isEqualTo(new StreamEvent.Step(7, "{7}"));
    }

    @Test
    void theLastStepsComeBeforeTheEnd() {
        Watcher watcher = watcher(0);
        advance(watcher, SubmissionState.RUNNING, NOON);
        rows = 1;

        assertThat(advance(watcher, SubmissionState.GRADED, NOON)).isTrue();
        assertThat(told)
                .containsExactly(
                        new StreamEvent.State("RUNNING"),
                        new StreamEvent.Step(1, "{1}"),
                        new StreamEvent.State("GRADED"),
                        new StreamEvent.End("the submission"));
    }

    @Test
    void saysThatItIsStillThereAfterFifteenSecondsOfSilence() {
        Watcher watcher = watcher(0);
        advance(watcher, SubmissionState.QUEUED, NOON);
        told.clear();
        advance(watcher, SubmissionState.QUEUED, NOON.plusSeconds(15));
        assertThat(told).isEmpty();
        advance(watcher, SubmissionState.QUEUED, NOON.plusSeconds(16));
        advance(watcher, SubmissionState.QUEUED, NOON.plusSeconds(17));

        assertThat(told).containsExactly(new StreamEvent.StillHere());
    }

    private Watcher watcher(int after) {
        return new Watcher(SUBMISSION, after, NOON, told::add, () -> "the submission");
    }

    /** Reads at most three rows at a time, as the log reads at most so many. */
    private boolean advance(Watcher watcher, SubmissionState state, Instant now) {
        return watcher.advance(
                new Standing(SUBMISSION, JOB, state, rows),
                now,
                (job, after) -> IntStream.rangeClosed(after + 1, Math.min(rows, after + 3))
                        .mapToObj(sequence -> new ProgressLog.Entry(sequence, "{" + sequence + "}"))
                        .toList());
    }
}
