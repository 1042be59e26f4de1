package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricMarks.GivenMark;
import dev.grader.api.rubric.RubricView.Feedback;
import dev.grader.api.rubric.RubricView.GraderPart;
import dev.grader.api.rubric.RubricView.ItemFeedback;
import dev.grader.api.rubric.RubricView.Mark;
import dev.grader.api.rubric.RubricView.StaffPart;
import dev.grader.core.gradebook.rubric.GraderSheet;
import dev.grader.core.gradebook.rubric.RubricMark;
import dev.grader.core.gradebook.rubric.RubricResult;
import dev.grader.core.suite.RubricItem;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows filled-in rubrics. What a student must not see is left out here, in one place. Call it in a transaction. */
@Singleton
public class RubricViews {
    private final RubricMarks marks;
    private final Graders graders;
    private final Documents documents;

    RubricViews(RubricMarks marks, Graders graders, Documents documents) {
        this.marks = marks;
        this.graders = graders;
        this.documents = documents;
    }

    /**
     * As the student sees it.
     *
     * @param named the document to show; if null, the newest that has points, as its owner wants to read what was said of it
     *     also after handing in again
     */
    RubricView forStudent(Assignment assignment, Member student, @Nullable UUID named) {
        List<Document> handedIn = documents.ofStudent(assignment, student.id());
        List<GivenMark> history = marks.ofStudent(assignment.id(), student.id());
        Optional<Document> shown = Documents.named(handedIn, named, student.login());
        List<Optional<Document>> choice = new ArrayList<>();
        if (named == null) {
            handedIn.forEach(document -> choice.add(Optional.of(document)));
            choice.add(Optional.empty());
        }
        Optional<Document> found = choice.stream()
                .filter(document -> result(assignment, sheets(assignment, student, history, document))
                        .points()
                        .isPresent())
                .findFirst()
                .orElse(shown);
        return view(assignment, student, new Shown(handedIn, found), sheets(assignment, student, history, found), null);
    }

    /**
     * As staff see it.
     *
     * @param named the document to show; the newest if null
     * @param callerId whose last mark it names
     */
    RubricView forStaff(Assignment assignment, Member student, @Nullable UUID named, long callerId) {
        // before the marks: a mark that comes in between is shown, but a release will not take it for seen
        long lastMark = marks.newest(assignment.id(), callerId);
        List<Document> handedIn = documents.ofStudent(assignment, student.id());
        Optional<Document> shown = Documents.named(handedIn, named, student.login());
        List<GivenMark> history = marks.ofStudent(assignment.id(), student.id());
        List<GraderSheet> sheets = sheets(assignment, student, history, shown);
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
                !history.isEmpty() && history.stream().noneMatch(mark -> isOf(mark, shown)),
                lastMark,
                history.stream().map(RubricViews::mark).toList());
        return view(assignment, student, new Shown(handedIn, shown), sheets, staff);
    }

    private record Shown(List<Document> handedIn, Optional<Document> document) {
        @Nullable
        Document newer() {
            return handedIn.isEmpty() || document.equals(Optional.of(handedIn.getFirst())) ? null : handedIn.getFirst();
        }
    }

    /** What every grader who is assigned, or has marked the document, has given. */
    private List<GraderSheet> sheets(
            Assignment assignment, Member student, List<GivenMark> history, Optional<Document> document) {
        List<String> assigned = graders.ofAssignment(assignment.id()).getOrDefault(student.login(), List.of());
        Map<String, Long> released = marks.released(assignment.id(), student.id());
        Map<String, List<RubricMark>> byGrader = history.stream()
                .filter(mark -> isOf(mark, document))
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

    private static boolean isOf(GivenMark mark, Optional<Document> document) {
        return Objects.equals(mark.submissionId(), document.map(Document::id).orElse(null));
    }

    private static RubricView view(
            Assignment assignment, Member student, Shown shown, List<GraderSheet> sheets, @Nullable StaffPart staff) {
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
                shown.document().orElse(null),
                shown.newer(),
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
        return new Mark(
                mark.grader(),
                mark.submissionId(),
                mark.item(),
                mark.points(),
                mark.comment(),
                mark.markedAt(),
                mark.released());
    }

    private static RubricResult result(Assignment assignment, List<GraderSheet> sheets) {
        return RubricResult.of(sheets.stream().map(GraderSheet::total).toList(), maximum(assignment));
    }

    static BigDecimal maximum(Assignment assignment) {
        return assignment.rubric().stream().map(RubricItem::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
