package dev.grader.api.publication;

import dev.grader.api.sql.Sql;
import dev.grader.api.term.Points;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts.CellKey;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What students have been told. Rows are only ever added: the newest of a student and an assignment is what they see. */
@Singleton
public class Published {
    private final Sql sql;

    Published(Sql sql) {
        this.sql = sql;
    }

    /**
     * A grade that was published.
     *
     * @param possible full marks as they were then: zero where they were not known, empty where they were not written down
     * @param by login of who published it
     */
    public record Snapshot(
            Standing standing,
            Optional<BigDecimal> possible,
            String explanation,
            String by,
            String reason,
            Instant at) {
        /** The assignment with the full marks that the student was told. */
        public Column of(Column now) {
            return possible.map(now::withPossible).orElse(now);
        }
    }

    /**
     * A grade to publish.
     *
     * @param possible full marks; zero where they are not known
     */
    record Draft(CellKey cell, Standing standing, BigDecimal possible, String explanation) {}

    /**
     * What holds, by student and assignment.
     *
     * @param student whose alone; everybody's if empty
     */
    public Map<CellKey, Snapshot> of(long courseId, Optional<Long> student) {
        Map<CellKey, Snapshot> snapshots = new LinkedHashMap<>();
        // many grades have the same few texts
        Map<String, String> texts = new HashMap<>();
        sql.list(
                        """
                        SELECT student.login AS student, assignment.slug, published.standing, published.points, published.possible,
                               published.explanation, author.login AS author, published.reason, published.published_at
                        FROM published_grade published
                        JOIN assignment ON assignment.id = published.assignment_id
                        JOIN person student ON student.id = published.student_id
                        JOIN person author ON author.id = published.person_id
                        WHERE assignment.course_id = ? %s
                        ORDER BY published.id
                        """.formatted(student.isPresent() ? "AND published.student_id = ?" : ""),
                        row -> Map.entry(
                                new CellKey(shared(texts, row.text("student")), shared(texts, row.text("slug"))),
                                new Snapshot(
                                        standing(row.text("standing"), Optional.ofNullable(row.textOrNull("points"))),
                                        Optional.ofNullable(row.textOrNull("possible"))
                                                .map(BigDecimal::new)
                                                .map(Points::of),
                                        shared(texts, row.text("explanation")),
                                        shared(texts, row.text("author")),
                                        shared(texts, row.text("reason")),
                                        row.instant("published_at"))),
                        Sql.parameters(student, courseId))
                .forEach(entry -> snapshots.put(entry.getKey(), entry.getValue()));
        return snapshots;
    }

    /** The one that is there already, if it is the same. */
    private static String shared(Map<String, String> texts, String text) {
        return texts.computeIfAbsent(text, first -> first);
    }

    /** Tells students. */
    @Transactional(Transactional.TxType.MANDATORY)
    void publish(long courseId, long personId, String reason, List<Draft> drafts) {
        List<String> slugs = new ArrayList<>();
        List<String> logins = new ArrayList<>();
        List<String> standings = new ArrayList<>();
        List<String> points = new ArrayList<>();
        List<String> possible = new ArrayList<>();
        List<String> explanations = new ArrayList<>();
        for (Draft draft : drafts) {
            slugs.add(draft.cell().column());
            logins.add(draft.cell().student());
            standings.add(draft.standing().word().toUpperCase(Locale.ROOT));
            points.add(
                    draft.standing() instanceof Standing.Earned earned
                            ? earned.earned().toPlainString()
                            : "");
            possible.add(draft.possible().toPlainString());
            explanations.add(draft.explanation());
        }
        sql.update("""
                INSERT INTO published_grade (assignment_id, student_id, standing, points, possible, explanation, person_id, reason)
                SELECT assignment.id, person.id, draft.standing, nullif(draft.points, '')::numeric, draft.possible::numeric,
                       draft.explanation, ?, ?
                FROM unnest(?, ?, ?, ?, ?, ?) WITH ORDINALITY
                     AS draft (slug, login, standing, points, possible, explanation, place)
                JOIN assignment ON assignment.course_id = ? AND assignment.slug = draft.slug
                JOIN person ON person.login = draft.login
                ORDER BY draft.place
                """, personId, reason, slugs, logins, standings, points, possible, explanations, courseId);
    }

    private static Standing standing(String word, Optional<String> points) {
        return switch (word) {
            case "EARNED" -> new Standing.Earned(Points.of(new BigDecimal(points.orElseThrow())));
            case "MISSING" -> new Standing.Missing();
            case "EXCUSED" -> new Standing.Excused();
            case "OPEN" -> new Standing.Open();
            default -> throw new IllegalStateException("the database has the standing " + word);
        };
    }
}
