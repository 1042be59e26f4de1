package dev.grader.api.term;

import dev.grader.api.sql.Sql;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.late.file.PolicyParser;
import dev.grader.core.late.policy.Policy;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The late policies and grading schemes of courses: every version that a course has had, of which the newest holds. A row never
 * changes, so what was read of it once is kept.
 */
@Singleton
public class CourseDocuments {
    private static final int KEPT = 1000;
    private static final int DEFAULT_SCALE = 2;
    /** Of a course that has none: all is shown, and there is no final grade. */
    private static final SchemeDocument NO_SCHEME =
            new SchemeDocument(BigDecimal.valueOf(100), DEFAULT_SCALE, false, List.of());

    private final Sql sql;
    private final Map<Long, Policy> policies = new ConcurrentHashMap<>();
    private final Map<Long, SchemeDocument> schemes = new ConcurrentHashMap<>();

    CourseDocuments(Sql sql) {
        this.sql = sql;
    }

    /** What a document says. */
    public enum Kind {
        LATE_POLICY,
        GRADING_SCHEME
    }

    private record Stored(long id, String text) {}

    /** The text that holds now. */
    public Optional<String> text(long courseId, Kind kind) {
        return newest(courseId, kind).map(Stored::text);
    }

    /** The late policy that holds now. */
    public Policy policy(long courseId) {
        Stored stored = newest(courseId, Kind.LATE_POLICY)
                .orElseThrow(() -> new IllegalStateException("course " + courseId + " has no late policy"));
        forget(policies);
        return policies.computeIfAbsent(stored.id(), id -> PolicyParser.parse("late-policy.yaml", stored.text()));
    }

    /** The grading scheme that holds now; one without components where there is none. */
    public SchemeDocument scheme(long courseId) {
        forget(schemes);
        return newest(courseId, Kind.GRADING_SCHEME)
                .map(stored -> schemes.computeIfAbsent(
                        stored.id(), id -> SchemeParser.parse("grading-scheme.yaml", stored.text())))
                .orElse(NO_SCHEME);
    }

    /**
     * Adds a version, which holds from now on. The caller has parsed it.
     *
     * @param changeId of the change that brings it; null for what a course begins with
     */
    public void add(long courseId, Kind kind, String text, @Nullable Long changeId) {
        sql.update(
                "INSERT INTO course_document (course_id, kind, text, change_id) VALUES (?, ?, ?, ?)",
                courseId,
                kind,
                text,
                changeId);
    }

    private Optional<Stored> newest(long courseId, Kind kind) {
        return sql.first(
                "SELECT id, text FROM course_document WHERE course_id = ? AND kind = ? ORDER BY id DESC LIMIT 1",
                row -> new Stored(row.number("id"), row.text("text")),
                courseId,
                kind);
    }

    private static void forget(Map<Long, ?> kept) {
        if (kept.size() > KEPT) {
            kept.clear();
        }
    }
}
