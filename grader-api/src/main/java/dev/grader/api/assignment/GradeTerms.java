package dev.grader.api.assignment;

import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an assignment's settings grades depend on, also those of work that was handed in before a change. Numbers are without
 * trailing zeros, so that 10 and 10.00 are no change.
 */
record GradeTerms(
        String category,
        AssignmentKind kind,
        @Nullable String partOf,
        @Nullable Instant due,
        @Nullable Instant closes,
        @Nullable Instant checkpoint,
        @Nullable BigDecimal points,
        List<RubricItem> rubric,
        @Nullable String teamSet) {
    GradeTerms {
        rubric = List.copyOf(rubric);
    }

    /** As they are now. */
    static GradeTerms of(Assignment assignment) {
        return new GradeTerms(
                assignment.category(),
                assignment.kind(),
                assignment.partOf().orElse(null),
                assignment.due().orElse(null),
                assignment.closes().orElse(null),
                assignment.checkpoint().orElse(null),
                assignment.points().map(GradeTerms::plain).orElse(null),
                plain(assignment.rubric()),
                assignment.teamSet().orElse(null));
    }

    /** As somebody wants them. */
    static GradeTerms of(AssignmentSettings settings) {
        return new GradeTerms(
                settings.category(),
                settings.kindOrCode(),
                settings.partOf(),
                settings.dueAt(),
                settings.closesAt(),
                settings.checkpointAt(),
                settings.fullMarks().map(GradeTerms::plain).orElse(null),
                plain(settings.rubricItems()),
                settings.teamSet());
    }

    /** Whether they differ in what can be moved without sending all settings, if at all. */
    boolean differsInDatesOnly(GradeTerms other) {
        return withDatesOf(other).equals(other);
    }

    private GradeTerms withDatesOf(GradeTerms other) {
        return new GradeTerms(
                other.category, kind, partOf, other.due, other.closes, other.checkpoint, points, rubric, teamSet);
    }

    private static List<RubricItem> plain(List<RubricItem> rubric) {
        return rubric.stream()
                .map(item -> new RubricItem(item.id(), item.title(), plain(item.points()), item.description()))
                .toList();
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
