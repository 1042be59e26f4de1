package dev.grader.api.gradebook;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grades of one student. A student sees what was published; staff see what holds now.
 *
 * @param grade final; null while there is none
 * @param derivation how it came about, line by line
 */
public record GradesView(
        String student,
        String name,
        List<ItemView> items,
        @Nullable BigDecimal grade,
        boolean provisional,
        List<String> derivation) {
    public GradesView {
        items = List.copyOf(items);
        derivation = List.copyOf(derivation);
    }

    /**
     * An assignment.
     *
     * @param standing earned, missing, excused, open, or unpublished where the student was told nothing yet
     * @param publishedAt when the student was told; null for what was not published
     */
    public record ItemView(
            String assignment,
            String title,
            @Nullable Instant due,
            String standing,
            @Nullable BigDecimal points,
            @Nullable BigDecimal possible,
            String explanation,
            @Nullable Instant publishedAt) {}
}
