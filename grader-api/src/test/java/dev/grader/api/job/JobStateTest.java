package dev.grader.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {
    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"DONE", "CANCELLED", "SUPERSEDED"})
    void nothingFollowsTheEnd(JobState end) {
        for (JobState next : JobState.values()) {
            assertThat(end.canGoTo(next)).as("%s to %s", end, next).isFalse();
        }
    }

    /** Expiry alone refuses nothing: the newest record is taken also when the job was taken back or given up. */
    @Test
    void aJobThatWasTakenBackOrGivenUpCanStillBeDone() {
        assertThat(JobState.DONE.sources())
                .containsExactlyInAnyOrder(JobState.QUEUED, JobState.LEASED, JobState.SYSTEM_ERROR);
    }

    @Test
    void onlyAQueuedJobIsSuperseded() {
        assertThat(JobState.SUPERSEDED.sources()).containsExactly(JobState.QUEUED);
    }
}
