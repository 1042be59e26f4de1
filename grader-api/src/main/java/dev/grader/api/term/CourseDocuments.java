package dev.grader.api.term;

import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.late.file.PolicyParser;
import dev.grader.core.late.policy.Policy;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.EnumMap;
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

    /** What holds now: the late policy, and the grading scheme, which has no components where there is none. */
    record Holding(Policy policy, SchemeDocument scheme) {}

    /** The text that holds now. */
    public Optional<String> text(long courseId, Kind kind) {
        return newest(courseId, kind).map(Stored::text);
    }

    /** The late policy that holds now. */
    public Policy policy(long courseId) {
        return policy(courseId, newest(courseId, Kind.LATE_POLICY));
    }

    /** Both in one look at the database. */
    Holding holding(long courseId) {
        Map<Kind, Stored> stored = new EnumMap<>(Kind.class);
        sql.list(
                        "SELECT DISTINCT ON (kind) kind, id, text FROM course_document WHERE course_id = ? ORDER BY kind, id DESC",
                        row -> Map.entry(row.constant(Kind.class, "kind"), stored(row)),
                        courseId)
                .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
        return new Holding(
                policy(courseId, Optional.ofNullable(stored.get(Kind.LATE_POLICY))),
                scheme(Optional.ofNullable(stored.get(Kind.GRADING_SCHEME))));
    }

    private Policy policy(long courseId, Optional<Stored> newest) {
        Stored stored =
                newest.orElseThrow(() -> new IllegalStateException("course " + courseId + " has no late policy"));
        forget(policies);
        return policies.computeIfAbsent(stored.id(), id -> PolicyParser.parse("late-policy.yaml", stored.text()));
    }

    private SchemeDocument scheme(Optional<Stored> newest) {
        forget(schemes);
        return newest.map(stored -> schemes.computeIfAbsent(
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
                CourseDocuments::stored,
                courseId,
                kind);
    }

    private static Stored stored(Row row) throws SQLException {
        return new Stored(row.number("id"), row.text("text"));
    }

    private static void forget(Map<Long, ?> kept) {
        if (kept.size() > KEPT) {
            kept.clear();
        }
    }
}
