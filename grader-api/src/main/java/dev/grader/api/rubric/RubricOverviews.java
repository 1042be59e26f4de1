package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricOverview.GraderRow;
import dev.grader.api.rubric.RubricOverview.StudentRow;
import dev.grader.api.rubric.RubricTotals.StudentTotal;
import dev.grader.core.gradebook.rubric.GraderTotal;
import dev.grader.core.gradebook.rubric.RubricResult;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Shows staff how far the grading of an assignment is. Call it in a transaction. */
@Singleton
public class RubricOverviews {
    private final RubricMarks marks;
    private final RubricTotals totals;
    private final Graders graders;
    private final Documents documents;
    private final Roster roster;

    RubricOverviews(RubricMarks marks, RubricTotals totals, Graders graders, Documents documents, Roster roster) {
        this.marks = marks;
        this.totals = totals;
        this.graders = graders;
        this.documents = documents;
        this.roster = roster;
    }

    /** How far everybody is, with the newest documents. */
    RubricOverview of(Assignment assignment, long callerId) {
        long lastMark = marks.newest(assignment.id(), callerId);
        Marked marked = new Marked(
                marks.drafts(assignment.id()),
                totals.ofAssignment(assignment.course().id(), assignment.id()).stream()
                        .collect(Collectors.toMap(StudentTotal::work, total -> total)));
        Map<Long, List<Document>> handedIn = documents.ofAssignment(assignment);
        Map<String, List<String>> assigned = graders.ofAssignment(assignment.id());
        BigDecimal maximum = RubricViews.maximum(assignment);
        List<StudentRow> rows = roster.students(assignment.course().id()).values().stream()
                .map(student -> row(
                        student,
                        handedIn.getOrDefault(student.id(), List.of()).stream().findFirst(),
                        assigned.getOrDefault(student.login(), List.of()),
                        marked,
                        maximum))
                .toList();
        return new RubricOverview(assignment.rubric(), maximum, lastMark, rows);
    }

    /** All that was given for an assignment, with the logins of those who have drafts. */
    private record Marked(
            Map<Work, List<String>> drafts, Map<Work, StudentTotal> totals, Map<Long, Set<Work>> ofStudents) {
        Marked(Map<Work, List<String>> drafts, Map<Work, StudentTotal> totals) {
            this(drafts, totals, new HashMap<>());
            Set<Work> all = new HashSet<>(drafts.keySet());
            all.addAll(totals.keySet());
            all.forEach(work -> ofStudents
                    .computeIfAbsent(work.studentId(), student -> new HashSet<>())
                    .add(work));
        }

        List<String> draftsOf(Work work) {
            return drafts.getOrDefault(work, List.of());
        }

        /** What else of the student was marked. */
        Set<Work> othersThan(Work work) {
            Set<Work> others = new HashSet<>(ofStudents.getOrDefault(work.studentId(), Set.of()));
            others.remove(work);
            return others;
        }

        boolean contains(Work work) {
            return ofStudents.getOrDefault(work.studentId(), Set.of()).contains(work);
        }
    }

    private static StudentRow row(
            Member student, Optional<Document> newest, List<String> assigned, Marked marked, BigDecimal maximum) {
        UUID submission = newest.map(Document::id).orElse(null);
        Work work = new Work(student.id(), submission);
        StudentTotal given = marked.totals().get(work);
        Map<String, GraderTotal> known = new HashMap<>();
        assigned.forEach(login -> known.put(login, new GraderTotal(login, true, Optional.empty())));
        if (given != null) {
            given.graders().forEach(grader -> known.put(grader.grader(), grader));
        }
        RubricResult result = RubricResult.of(
                known.values().stream()
                        .sorted(Comparator.comparing(GraderTotal::grader))
                        .toList(),
                maximum);
        Set<Work> others = marked.othersThan(work);
        Set<String> older = others.stream()
                .flatMap(other -> marked.draftsOf(other).stream())
                .collect(Collectors.toSet());
        Set<String> graders = new TreeSet<>(known.keySet());
        graders.addAll(marked.draftsOf(work));
        graders.addAll(older);
        return new StudentRow(
                student.login(),
                student.name(),
                newest.orElse(null),
                !others.isEmpty() && !marked.contains(work),
                result.points().orElse(null),
                result.waitingFor(),
                result.spread().orElse(null),
                result.disputed(),
                graders.stream()
                        .map(login -> new GraderRow(
                                login,
                                assigned.contains(login),
                                Optional.ofNullable(known.get(login))
                                        .flatMap(GraderTotal::points)
                                        .orElse(null),
                                marked.draftsOf(work).contains(login),
                                older.contains(login)))
                        .toList());
    }
}
