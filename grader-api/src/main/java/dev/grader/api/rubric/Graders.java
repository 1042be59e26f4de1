package dev.grader.api.rubric;

import dev.grader.api.course.Roster.Member;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who is to grade whom. */
@Singleton
public class Graders {
    private final Sql sql;

    Graders(Sql sql) {
        this.sql = sql;
    }

    /** Makes whoever else assigns graders for the assignment wait until this transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(long assignmentId) {
        sql.count("SELECT 1 AS n FROM assignment WHERE id = ? FOR NO KEY UPDATE", assignmentId);
    }

    /** Logins of the graders by that of the student; students without graders are not there. */
    Map<String, List<String>> ofAssignment(long assignmentId) {
        Map<String, List<String>> graders = new LinkedHashMap<>();
        sql.list("""
                        SELECT student.login AS student, person.login AS grader
                        FROM grader JOIN person student ON student.id = grader.student_id
                                    JOIN person ON person.id = grader.grader_id
                        WHERE grader.assignment_id = ? ORDER BY student.login, person.login
                        """, row -> List.of(row.text("student"), row.text("grader")), assignmentId)
                .forEach(pair -> graders.computeIfAbsent(pair.getFirst(), student -> new ArrayList<>())
                        .add(pair.getLast()));
        return graders;
    }

    /** Gives these students these graders, and no others. What a former grader has marked stays. */
    @Transactional(Transactional.TxType.MANDATORY)
    void put(long assignmentId, Map<Member, List<Member>> graders) {
        List<Long> students = new ArrayList<>();
        List<Long> pairStudents = new ArrayList<>();
        List<Long> pairGraders = new ArrayList<>();
        graders.forEach((student, chosen) -> {
            students.add(student.id());
            chosen.forEach(grader -> {
                pairStudents.add(student.id());
                pairGraders.add(grader.id());
            });
        });
        sql.update("""
                WITH pair AS (SELECT student_id::bigint, grader_id::bigint FROM unnest(?, ?) AS pair (student_id, grader_id))
                DELETE FROM grader WHERE assignment_id = ? AND student_id = ANY (CAST(? AS bigint[]))
                  AND (student_id, grader_id) NOT IN (SELECT student_id, grader_id FROM pair)
                """, pairStudents, pairGraders, assignmentId, students);
        sql.update("""
                INSERT INTO grader (assignment_id, student_id, grader_id)
                SELECT ?, student_id::bigint, grader_id::bigint FROM unnest(?, ?) AS pair (student_id, grader_id)
                ON CONFLICT DO NOTHING
                """, assignmentId, pairStudents, pairGraders);
    }
}
