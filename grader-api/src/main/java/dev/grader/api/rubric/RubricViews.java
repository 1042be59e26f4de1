package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricMarks.GivenMark;
import dev.grader.api.rubric.RubricOverview.GraderRow;
import dev.grader.api.rubric.RubricOverview.StudentRow;
import dev.grader.api.rubric.RubricTotals.StudentTotal;
import dev.grader.api.rubric.RubricView.Feedback;
import dev.grader.api.rubric.RubricView.GraderPart;
import dev.grader.api.rubric.RubricView.ItemFeedback;
import dev.grader.api.rubric.RubricView.Mark;
import dev.grader.api.rubric.RubricView.StaffPart;
import dev.grader.core.gradebook.rubric.GraderSheet;
import dev.grader.core.gradebook.rubric.GraderTotal;
import dev.grader.core.gradebook.rubric.RubricMark;
import dev.grader.core.gradebook.rubric.RubricResult;
import dev.grader.core.suite.RubricItem;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows filled-in rubrics. What a student must not see is left out here, in one place. Call it in a transaction. */
@Singleton
public class RubricViews {
    private final RubricMarks marks;
    private final RubricTotals totals;
    private final Graders graders;
    private final Roster roster;

    RubricViews(RubricMarks marks, RubricTotals totals, Graders graders, Roster roster) {
        this.marks = marks;
        this.totals = totals;
        this.graders = graders;
        this.roster = roster;
    }

    /** As the student sees it. */
    RubricView forStudent(Assignment assignment, Member student) {
        return view(assignment, student, sheets(assignment, student), null);
    }

    /**
     * As staff see it.
     *
     * @param callerId whose last mark it names
     */
    RubricView forStaff(Assignment assignment, Member student, long callerId) {
        // before the marks: a mark that comes in between is shown, but a release will not take it for seen
        long lastMark = marks.newest(assignment.id(), callerId);
        List<GraderSheet> sheets = sheets(assignment, student);
        List<GivenMark> history = marks.ofStudent(assignment.id(), student.id());
        RubricResult result = result(assignment, sheets);
        List<GraderPart> parts = sheets.stream()
                .map(sheet -> new GraderPart(
                        sheet.grader(),
                        sheet.assigned(),
                        sheet.total().points().orElse(null),
                        sheet.hasDrafts(),
                        newest(sheet, history)))
                .toList();
        StaffPart staff = new StaffPart(
                result.waitingFor(),
                result.spread().orElse(null),
                result.disputed(),
                parts,
                lastMark,
                history.stream().map(RubricViews::mark).toList());
        return view(assignment, student, sheets, staff);
    }

    /** How far everybody is. */
    RubricOverview overview(Assignment assignment, long callerId) {
        long lastMark = marks.newest(assignment.id(), callerId);
        Map<Long, List<String>> drafts = marks.drafts(assignment.id());
        Map<Long, StudentTotal> byStudent = totals
                .ofAssignment(assignment.course().id(), assignment.id())
                .stream()
                .collect(Collectors.toMap(StudentTotal::studentId, Function.identity()));
        List<StudentRow> rows = roster.students(assignment.course().id()).values().stream()
                .map(student -> {
                    StudentTotal total = byStudent.getOrDefault(
                            student.id(),
                            new StudentTotal(
                                    assignment.id(),
                                    student.id(),
                                    List.of(),
                                    RubricResult.of(List.of(), maximum(assignment))));
                    return row(student, total, drafts.getOrDefault(student.id(), List.of()));
                })
                .toList();
        return new RubricOverview(assignment.rubric(), maximum(assignment), lastMark, rows);
    }

    /** What every grader who is assigned, or has marked something, has given. */
    List<GraderSheet> sheets(Assignment assignment, Member student) {
        List<String> assigned = graders.ofAssignment(assignment.id()).getOrDefault(student.login(), List.of());
        Map<String, Long> released = marks.released(assignment.id(), student.id());
        Map<String, List<RubricMark>> byGrader = marks.ofStudent(assignment.id(), student.id()).stream()
                .collect(Collectors.groupingBy(
                        GivenMark::grader,
                        Collectors.mapping(
                                mark -> new RubricMark(
                                        mark.id(), mark.item(), mark.points(), mark.comment(), mark.markedAt()),
                                Collectors.toList())));
        Set<String> involved = new TreeSet<>(assigned);
        involved.addAll(byGrader.keySet());
        return involved.stream()
                .map(grader -> GraderSheet.of(
                        grader,
                        assigned.contains(grader),
                        assignment.rubric(),
                        byGrader.getOrDefault(grader, List.of()),
                        released.getOrDefault(grader, 0L)))
                .toList();
    }

    private static StudentRow row(Member student, StudentTotal total, List<String> drafts) {
        List<GraderRow> rows = new ArrayList<>();
        List<GraderTotal> known = total.graders();
        known.forEach(grader -> rows.add(new GraderRow(
                grader.grader(), grader.assigned(), grader.points().orElse(null), drafts.contains(grader.grader()))));
        drafts.stream()
                .filter(login ->
                        known.stream().noneMatch(grader -> grader.grader().equals(login)))
                .forEach(login -> rows.add(new GraderRow(login, false, null, true)));
        return new StudentRow(
                student.login(),
                student.name(),
                total.result().points().orElse(null),
                total.result().waitingFor(),
                total.result().spread().orElse(null),
                total.result().disputed(),
                rows);
    }

    private static RubricView view(
            Assignment assignment, Member student, List<GraderSheet> sheets, @Nullable StaffPart staff) {
        RubricResult result = result(assignment, sheets);
        boolean anyAssigned = sheets.stream().anyMatch(GraderSheet::assigned);
        List<Feedback> feedback = result.points().isEmpty()
                ? List.of()
                : sheets.stream()
                        .filter(sheet -> sheet.assigned() || !anyAssigned)
                        .flatMap(sheet -> sheet.total().points().stream().map(points -> feedback(sheet, points)))
                        .toList();
        return new RubricView(
                student.login(),
                assignment.rubric(),
                maximum(assignment),
                result.points().orElse(null),
                feedback,
                staff);
    }

    private static Feedback feedback(GraderSheet sheet, BigDecimal total) {
        List<ItemFeedback> items = sheet.items().stream()
                .flatMap(item -> item.released().stream()
                        .map(mark -> new ItemFeedback(
                                item.item().id(), mark.points().min(item.item().points()), mark.comment())))
                .toList();
        return new Feedback(
                total, sheet.releasedOverall().map(RubricMark::comment).orElse(""), items);
    }

    private static List<Mark> newest(GraderSheet sheet, List<GivenMark> history) {
        Set<Long> ids = Stream.concat(
                        sheet.overall().stream(), sheet.items().stream().flatMap(item -> item.newest().stream()))
                .map(RubricMark::id)
                .collect(Collectors.toSet());
        return history.stream()
                .filter(mark -> ids.contains(mark.id()))
                .map(RubricViews::mark)
                .toList();
    }

    private static Mark mark(GivenMark mark) {
        return new Mark(mark.grader(), mark.item(), mark.points(), mark.comment(), mark.markedAt(), mark.released());
    }

    private static RubricResult result(Assignment assignment, List<GraderSheet> sheets) {
        return RubricResult.of(sheets.stream().map(GraderSheet::total).toList(), maximum(assignment));
    }

    private static BigDecimal maximum(Assignment assignment) {
        return assignment.rubric().stream().map(RubricItem::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
