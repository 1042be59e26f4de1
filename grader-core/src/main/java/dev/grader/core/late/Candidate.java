package dev.grader.core.late;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A submission as one of its members has it.
 *
 * @param earned points of the member before lateness; none while they are not known
 * @param due of the member
 * @param counted the time to compare with the due date and the cut-off: of the submission, less the time in which nobody could
 *     hand in after the due date
 * @param seconds late
 * @param units late
 * @param bonus for being early, in percent of the earned points; negative where a missed checkpoint takes more
 */
record Candidate(
        Event.Submission submission,
        Optional<BigDecimal> earned,
        OwnDue due,
        Instant counted,
        long seconds,
        int units,
        BigDecimal bonus) {
    /** Whether somebody would have to mark it first, and may never do so. */
    boolean isUnread() {
        return submission.byPeople() && earned.isEmpty();
    }
}
