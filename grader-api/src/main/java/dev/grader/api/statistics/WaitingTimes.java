package dev.grader.api.statistics;

import dev.grader.api.sql.Sql;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Gradebook.Cell;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How long students waited for what was made of their work. What comes again later was waited for once. */
@Singleton
class WaitingTimes {
    private final Sql sql;

    WaitingTimes(Sql sql) {
        this.sql = sql;
    }

    /** From handing in to the first grade by tests, of every submission that has one. */
    List<Duration> forTests(long assignmentId) {
        return sql.list(
                """
                SELECT greatest(0, extract(epoch FROM grade.graded_at - submission.submitted_at)) AS seconds
                FROM grade JOIN submission ON submission.id = grade.submission_id
                WHERE submission.assignment_id = ? AND grade.revision = 1
                """,
                row -> Duration.ofMillis(
                        new BigDecimal(row.text("seconds")).movePointRight(3).longValue()),
                assignmentId);
    }

    /**
     * When somebody first had the marks of a document.
     *
     * @param submissionId null for marks without a document
     */
    private record FirstMarks(
            String login,
            @Nullable UUID submissionId,
            @Nullable Instant submittedAt,
            Instant at) {}

    /**
     * From handing in what counts, or from the due date where nothing was handed in, until marks by the rubric were first
     * released. A document of a team is there once, until the last of those for whom it counts had marks. Who has nothing
     * handed in and no due date is not there.
     */
    List<Duration> forMarks(long assignmentId, Column column, Collection<Cell> cells) {
        Map<String, Cell> byLogin =
                cells.stream().collect(Collectors.toMap(cell -> cell.entry().member(), Function.identity()));
        Map<UUID, Duration> documents = new HashMap<>();
        List<Duration> waited = new ArrayList<>();
        for (FirstMarks first : first(assignmentId)) {
            Cell cell = byLogin.get(first.login());
            if (cell == null) {
                continue;
            }
            Optional<UUID> counted = cell.entry().submission().map(UUID::fromString);
            if (!counted.equals(Optional.ofNullable(first.submissionId()))) {
                continue;
            }
            if (first.submissionId() != null && first.submittedAt() != null) {
                documents.merge(first.submissionId(), between(first.submittedAt(), first.at()), WaitingTimes::longer);
            } else {
                cell.entry().due().or(column::due).ifPresent(due -> waited.add(between(due, first.at())));
            }
        }
        waited.addAll(documents.values());
        return waited;
    }

    /**
     * A release is of the document of its last mark. It is the first that a student sees something of when nobody else was
     * assigned by then who had not released theirs: a grader who is assigned afterwards makes no one wait from the beginning.
     */
    private List<FirstMarks> first(long assignmentId) {
        return sql.list(
                """
                WITH released AS (
                    SELECT release.student_id, release.grader_id, last.submission_id, min(release.released_at) AS at
                    FROM rubric_release release JOIN rubric_mark last ON last.id = release.last_mark_id
                    WHERE release.assignment_id = ?
                    GROUP BY release.student_id, release.grader_id, last.submission_id
                )
                SELECT person.login, released.submission_id, submission.submitted_at, min(released.at) AS at
                FROM released JOIN person ON person.id = released.student_id
                              LEFT JOIN submission ON submission.id = released.submission_id
                WHERE NOT EXISTS (
                    SELECT 1 FROM grader
                    WHERE grader.assignment_id = ? AND grader.student_id = released.student_id
                      AND grader.assigned_at <= released.at
                      AND NOT EXISTS (SELECT 1 FROM rubric_release theirs
                                      JOIN rubric_mark their_last ON their_last.id = theirs.last_mark_id
                                      WHERE theirs.assignment_id = ? AND theirs.student_id = grader.student_id
                                        AND theirs.grader_id = grader.grader_id
                                        AND their_last.submission_id IS NOT DISTINCT FROM released.submission_id
                                        AND theirs.released_at <= released.at))
                GROUP BY person.login, released.submission_id, submission.submitted_at
                """,
                row -> new FirstMarks(
                        row.text("login"),
                        row.uuidOrNull("submission_id"),
                        row.instantOrNull("submitted_at"),
                        row.instant("at")),
                assignmentId,
                assignmentId,
                assignmentId);
    }

    /** Marks that were there before the due date were not waited for. */
    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
