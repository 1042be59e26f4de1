package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.core.gradebook.rubric.GraderDistribution;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Assigns graders to students, by name or evenly. */
@Singleton
public class GraderAssignment {
    private final Graders graders;
    private final Roster roster;
    private final Teamwork teamwork;
    private final AuditLog audit;

    GraderAssignment(Graders graders, Roster roster, Teamwork teamwork, AuditLog audit) {
        this.graders = graders;
        this.roster = roster;
        this.teamwork = teamwork;
        this.audit = audit;
    }

    /** Graders of every student of the course, by logins; none for some. */
    Map<String, List<String>> all(Assignment assignment) {
        Map<String, List<String>> assigned = graders.ofAssignment(assignment.id());
        Map<String, List<String>> all = new LinkedHashMap<>();
        roster.students(assignment.course().id())
                .keySet()
                .forEach(student -> all.put(student, assigned.getOrDefault(student, List.of())));
        return all;
    }

    /**
     * Gives students graders in the place of those that they have; none takes all away.
     *
     * @throws ProblemException INVALID_REQUEST for unknown people, and somebody who would grade their own work
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void put(Assignment assignment, Map<String, List<String>> chosen, long personId) {
        long courseId = assignment.course().id();
        graders.lock(assignment.id());
        Map<String, Member> students = roster.requireStudents(courseId, chosen.keySet());
        Map<String, Member> staff = roster.requireStaff(
                courseId, chosen.values().stream().flatMap(List::stream).toList());
        Map<Member, List<Member>> resolved = new LinkedHashMap<>();
        chosen.forEach((student, names) -> {
            if (names.contains(student)) {
                throw new ProblemException(Problem.INVALID_REQUEST, "'" + student + "' cannot grade their own work.");
            }
            resolved.put(
                    Objects.requireNonNull(students.get(student)),
                    names.stream()
                            .distinct()
                            .map(name -> Objects.requireNonNull(staff.get(name)))
                            .toList());
        });
        graders.put(assignment.id(), resolved);
        audit.record(courseId, personId, "graders assigned", assignment.slug(), "", chosen);
    }

    /**
     * Hands the students out to graders evenly; those of a team get the same ones.
     *
     * @param again whether those who have graders already are handed out anew
     * @throws ProblemException INVALID_REQUEST for graders who are not staff or too few
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void distribute(
            Assignment assignment, List<String> names, int perStudent, long seed, boolean again, long personId) {
        graders.lock(assignment.id());
        roster.requireStaff(assignment.course().id(), names);
        Map<String, List<String>> before = again ? Map.of() : graders.ofAssignment(assignment.id());
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        Map<String, Integer> loads = new HashMap<>();
        List<List<String>> open = new ArrayList<>();
        for (List<String> work : teamwork.works(assignment)) {
            List<String> has = work.stream()
                    .map(student -> before.getOrDefault(student, List.of()))
                    .filter(those -> !those.isEmpty())
                    .findFirst()
                    .orElse(List.of());
            if (has.isEmpty()) {
                open.add(work);
            } else {
                has.forEach(grader -> loads.merge(grader, 1, Integer::sum));
                // who came to a team later
                work.stream()
                        .filter(student -> !before.containsKey(student))
                        .forEach(student -> chosen.put(student, has));
            }
        }
        distribution(names, perStudent, seed, open, loads)
                .forEach((work, those) -> work.forEach(student -> chosen.put(student, those)));
        if (!chosen.isEmpty()) {
            put(assignment, chosen, personId);
        }
    }

    private static Map<List<String>, List<String>> distribution(
            List<String> names, int perStudent, long seed, List<List<String>> works, Map<String, Integer> loads) {
        try {
            return new GraderDistribution(names, perStudent, seed).of(works, loads);
        } catch (IllegalArgumentException mistake) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "This cannot be handed out: " + mistake.getMessage() + ".");
        }
    }
}
