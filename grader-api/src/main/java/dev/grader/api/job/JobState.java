package dev.grader.api.job;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Where a job stands. The closed list of changes is here; every change in the database is a compare-and-set by it. */
public enum JobState {
    QUEUED,
    LEASED,
    DONE,
    /** Given up after several claims without a result; people can queue it again. */
    SYSTEM_ERROR,
    CANCELLED,
    /** A newer upload of the student came first. */
    SUPERSEDED;

    /**
     * Whether the change is legal. A job that was taken back, or given up, may still be done: the record of the newest
     * claim is taken for as long as nobody else has claimed the job.
     */
    public boolean canGoTo(JobState next) {
        Set<JobState> allowed = switch (this) {
            case QUEUED -> EnumSet.of(LEASED, DONE, SYSTEM_ERROR, CANCELLED, SUPERSEDED);
            case LEASED -> EnumSet.of(LEASED, QUEUED, DONE, SYSTEM_ERROR, CANCELLED);
            case SYSTEM_ERROR -> EnumSet.of(QUEUED, DONE);
            case DONE, CANCELLED, SUPERSEDED -> EnumSet.noneOf(JobState.class);
        };
        return allowed.contains(next);
    }

    /** From which states this one can be reached. */
    public List<JobState> sources() {
        return Arrays.stream(values()).filter(state -> state.canGoTo(this)).toList();
    }

    /** Whether nothing happens any more unless a person asks for it. */
    public boolean isFinal() {
        return switch (this) {
            case QUEUED, LEASED -> false;
            case DONE, SYSTEM_ERROR, CANCELLED, SUPERSEDED -> true;
        };
    }
}
