package dev.grader.api.assignment;

import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of an assignment's settings grades depend on, also those of work that was handed in before a change. */
record GradeTerms(
        String category,
        @Nullable Instant due,
        @Nullable Instant closes,
        @Nullable Instant checkpoint,
        @Nullable BigDecimal points,
        List<RubricItem> rubric) {
    GradeTerms {
        rubric = List.copyOf(rubric);
    }

    /** As they are now; numbers without trailing zeros, so that 10 and 10.00 are no change. */
    static GradeTerms of(Assignment assignment) {
        return new GradeTerms(
                assignment.category(),
                assignment.due().orElse(null),
                assignment.closes().orElse(null),
                assignment.checkpoint().orElse(null),
                assignment.points().map(GradeTerms::plain).orElse(null),
                assignment.rubric().stream()
                        .map(item -> new RubricItem(item.id(), item.title(), plain(item.points()), item.description()))
                        .toList());
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
