package dev.grader.api.grade;

import dev.grader.api.course.Course;
import dev.grader.api.ledger.LateCosts;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which submissions of a course count by the ledger, for who asks again and again. A whole term is read for it, and only when
 * something has changed from which it follows.
 */
@Singleton
class WhatCounts {
    private final Sql sql;
    private final LateCosts lateCosts;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    WhatCounts(Sql sql, LateCosts lateCosts) {
        this.sql = sql;
        this.lateCosts = lateCosts;
    }

    private record Known(String revision, Set<UUID> counted) {}

    /** Ids of the submissions that count for anybody whose work they are. */
    Set<UUID> of(Course course) {
        // before the term is read: what changes in between is seen the next time
        String revision = revision(course.id());
        Known last = known.get(course.id());
        if (last != null && last.revision().equals(revision)) {
            return last.counted();
        }
        Set<UUID> counted = lateCosts.counted(course);
        known.put(course.id(), new Known(revision, counted));
        return counted;
    }

    /** Forgets all other courses. */
    void keepOnly(Set<Long> courseIds) {
        known.keySet().retainAll(courseIds);
    }

    /**
     * Another one after each change of the course, its assignments, members, documents and decisions, of what was handed in, of
     * what that earned and of what was typed in: where days go to the best use, a typed grade moves them to other assignments. Rows that are never changed are counted: a greatest id would miss one that is committed after a later one.
     */
    private String revision(long courseId) {
        return sql.first("""
                        WITH part AS (SELECT * FROM assignment WHERE course_id = ?),
                             handed_in AS (SELECT id, state FROM submission
                                           WHERE assignment_id IN (SELECT id FROM part))
                        SELECT concat_ws(' ',
                            course::text,
                            (SELECT count(*) FROM change WHERE course_id = course.id),
                            (SELECT count(*) FROM course_document WHERE course_id = course.id),
                            (SELECT sum(hashtextextended(membership::text, 0)) FROM membership
                             WHERE course_id = course.id),
                            (SELECT sum(hashtextextended(part::text, 0)) FROM part),
                            (SELECT sum(hashtextextended((id, state)::text, 0)) FROM suite_version
                             WHERE assignment_id IN (SELECT id FROM part)),
                            (SELECT sum(hashtextextended(handed_in::text, 0)) FROM handed_in),
                            (SELECT count(*) FROM submission_member WHERE submission_id IN (SELECT id FROM handed_in)),
                            (SELECT count(*) FROM grade WHERE submission_id IN (SELECT id FROM handed_in)),
                            (SELECT count(*) FROM mark_release WHERE submission_id IN (SELECT id FROM handed_in)),
                            (SELECT count(*) FROM rubric_release WHERE assignment_id IN (SELECT id FROM part)),
                            (SELECT count(*) FROM entered_grade WHERE assignment_id IN (SELECT id FROM part)),
                            (SELECT sum(hashtextextended(grader::text, 0)) FROM grader
                             WHERE assignment_id IN (SELECT id FROM part))) AS revision
                        FROM course WHERE id = ?
                        """, row -> row.text("revision"), courseId, courseId).orElseThrow();
    }
}
