package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Whose work a student's is. */
@Singleton
public class Teamwork {
    private final Sql sql;
    private final Roster roster;
    private final SubmissionMembers members;

    Teamwork(Sql sql, Roster roster, SubmissionMembers members) {
        this.sql = sql;
        this.roster = roster;
        this.members = members;
    }

    /**
     * Everybody whose newest work this student's newest submission is, too, as the team was when it was handed in: who has
     * handed in with another team since is left out. Where nothing was handed in, the student's team of today.
     *
     * @throws ProblemException CONFLICT for an assignment that is not done in teams, and a student without a team
     */
    List<Member> team(Assignment assignment, Member student) {
        String teamSet = teamSet(assignment);
        List<Long> ids = sql.list(
                """
                WITH handed_in AS (
                    SELECT submission.id, submission.submitted_at, submission.attempt FROM submission
                    JOIN submission_member member ON member.submission_id = submission.id
                    WHERE submission.assignment_id = ? AND member.person_id = ?
                      AND submission.state NOT IN ('SUPERSEDED', 'CANCELLED')
                    ORDER BY submission.submitted_at DESC, submission.attempt DESC LIMIT 1
                )
                SELECT theirs.person_id FROM handed_in
                JOIN submission_member theirs ON theirs.submission_id = handed_in.id
                WHERE NOT EXISTS (
                    SELECT 1 FROM submission later
                    JOIN submission_member member ON member.submission_id = later.id
                    WHERE later.assignment_id = ? AND member.person_id = theirs.person_id
                      AND later.state NOT IN ('SUPERSEDED', 'CANCELLED')
                      AND (later.submitted_at, later.attempt) > (handed_in.submitted_at, handed_in.attempt))
                UNION
                SELECT other.person_id FROM team_member mine
                JOIN team_member other ON other.team_id = mine.team_id AND other.left_at IS NULL
                WHERE mine.course_id = ? AND mine.team_set = ? AND mine.person_id = ? AND mine.left_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM handed_in)
                """,
                row -> row.number("person_id"),
                assignment.id(),
                student.id(),
                assignment.id(),
                assignment.course().id(),
                teamSet,
                student.id());
        if (ids.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "'" + student.login() + "' is in no team of '" + teamSet
                            + "'. Put them in one, or mark them alone.");
        }
        return roster.students(assignment.course().id()).values().stream()
                .filter(member -> ids.contains(member.id()))
                .toList();
    }

    /**
     * All students of the course whose work a document is, whatever they have handed in since.
     *
     * @throws ProblemException CONFLICT for an assignment that is not done in teams
     */
    List<Member> authors(Assignment assignment, UUID submissionId) {
        teamSet(assignment);
        List<String> logins = members.logins(submissionId);
        return roster.students(assignment.course().id()).values().stream()
                .filter(member -> logins.contains(member.login()))
                .toList();
    }

    private static String teamSet(Assignment assignment) {
        return assignment
                .teamSet()
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT,
                        "'" + assignment.slug() + "' is not done in teams; mark its students one by one."));
    }

    /** The students of the course, those of a team of today together, everybody else alone. */
    List<List<String>> works(Assignment assignment) {
        long courseId = assignment.course().id();
        Map<Long, Long> teams = new LinkedHashMap<>();
        assignment
                .teamSet()
                .ifPresent(teamSet -> sql.list(
                                """
                                SELECT person_id, team_id FROM team_member
                                WHERE course_id = ? AND team_set = ? AND left_at IS NULL
                                """, row -> List.of(row.number("person_id"), row.number("team_id")), courseId, teamSet)
                        .forEach(pair -> teams.put(pair.getFirst(), pair.getLast())));
        Map<String, List<String>> works = new LinkedHashMap<>();
        for (Member student : roster.students(courseId).values()) {
            Long team = teams.get(student.id());
            works.computeIfAbsent(team == null ? "alone " + student.id() : "team " + team, work -> new ArrayList<>())
                    .add(student.login());
        }
        return List.copyOf(works.values());
    }
}
