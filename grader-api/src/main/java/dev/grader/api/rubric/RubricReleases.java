package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricMarks.GivenMark;
import dev.grader.api.security.Caller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.RubricItem;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows what graders gave to students, and makes it count. */
@Singleton
public class RubricReleases {
    private final RubricMarks marks;
    private final RubricAudit audit;

    RubricReleases(RubricMarks marks, RubricAudit audit) {
        this.marks = marks;
        this.audit = audit;
    }

    /**
     * Shows the caller's marks of students to them, and makes them count.
     *
     * @param lastMark the caller's newest mark as the caller saw it
     * @throws ProblemException CONFLICT when the caller has marked since, nothing is marked, or an item is missing
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(Assignment assignment, Collection<Member> students, long lastMark, Caller caller) {
        marks.lock(assignment.id(), caller.id());
        Map<Long, List<GivenMark>> given = marks.ofGrader(assignment.id(), caller.id()).stream()
                .collect(Collectors.groupingBy(GivenMark::studentId));
        List<Long> open = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Member student : students) {
            List<GivenMark> ofStudent = given.getOrDefault(student.id(), List.of());
            requireComplete(assignment, student, ofStudent);
            requireSeen(student, ofStudent, lastMark);
            if (ofStudent.stream().anyMatch(mark -> !mark.released())) {
                open.add(student.id());
                names.add(student.login());
            }
        }
        if (!open.isEmpty()) {
            marks.release(assignment.id(), caller.id(), open);
            audit.record(assignment, caller, "rubric released", names, Map.of("students", names, "lastMark", lastMark));
        }
    }

    /** Ids of the students for whom the caller has marks that are not released. */
    Set<Long> withDrafts(Assignment assignment, Caller caller) {
        return marks.ofGrader(assignment.id(), caller.id()).stream()
                .filter(mark -> !mark.released())
                .map(GivenMark::studentId)
                .collect(Collectors.toSet());
    }

    /**
     * Of the document that was marked last: an older one may have been left half marked when the newer came, and counts only once
     * it has every item.
     */
    private static void requireComplete(Assignment assignment, Member student, List<GivenMark> given) {
        if (given.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT, "You have given '" + student.login() + "' no marks. Grade them first.");
        }
        Work last = given.getLast().work();
        Set<String> marked = given.stream()
                .filter(mark -> mark.work().equals(last))
                .map(GivenMark::item)
                .collect(Collectors.toSet());
        List<RubricItem> missing = assignment.rubric().stream()
                .filter(item -> !marked.contains(item.id()))
                .toList();
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have given '" + student.login() + "' no marks for these items: " + MarkRules.ids(missing)
                            + ". Grade them first; nothing was released.");
        }
    }

    private static void requireSeen(Member student, List<GivenMark> given, long lastMark) {
        if (given.stream().anyMatch(mark -> mark.id() > lastMark)) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have marked '" + student.login()
                            + "' since you looked at what you release. Look again; nothing was released.");
        }
    }
}
