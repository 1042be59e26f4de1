package dev.grader.api.submission;

import java.util.EnumSet;
import java.util.Set;

/** Where a submission stands. */
public enum SubmissionState {
    QUEUED,
    RUNNING,
    GRADED,
    /** Could not be graded through no fault of the student; uses no attempt and can be queued again. */
    SYSTEM_ERROR,
    /** A newer upload came before this one was graded. */
    SUPERSEDED,
    CANCELLED,
    /** Waits for nobody but people: no suite grades it. */
    HANDED_IN;

    /** Whether a grade is still to come without anybody doing anything. */
    public boolean isPending() {
        return this == QUEUED || this == RUNNING;
    }

    /** Whether its lateness is charged, when it is a student's latest. */
    public boolean counts() {
        return isPending() || this == GRADED || this == HANDED_IN;
    }

    /** The closed list of changes; what is not in it is a bug or a race, and refused. */
    public boolean canGoTo(SubmissionState next) {
        Set<SubmissionState> allowed = switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, GRADED, SYSTEM_ERROR, SUPERSEDED, CANCELLED);
            case RUNNING -> EnumSet.of(QUEUED, GRADED, SYSTEM_ERROR, CANCELLED);
            // graded by a late record of the last claim, as JobState allows
            case SYSTEM_ERROR -> EnumSet.of(QUEUED, GRADED);
            case GRADED, SUPERSEDED, CANCELLED, HANDED_IN -> EnumSet.noneOf(SubmissionState.class);
        };
        return allowed.contains(next);
    }
}
