package dev.grader.api.grade;

import dev.grader.core.score.ScoreSheet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One grade that a submission has had, before lateness and marks.
 *
 * @param revision from 1; the newest counts
 * @param suiteVersionId by which it was scored
 * @param sources what it was scored from
 */
public record Grade(
        UUID submissionId,
        int revision,
        long suiteVersionId,
        List<GradeSource> sources,
        ScoreSheet sheet,
        Cause cause,
        Instant gradedAt) {
    public Grade {
        sources = List.copyOf(sources);
    }

    /** Why there is a grade. */
    public enum Cause {
        /** The submission was graded. */
        GRADED,
        /** The tests were run that waited for the due date. */
        COMPLETED,
        /** A new version of the suite was applied. */
        REGRADED
    }
}
