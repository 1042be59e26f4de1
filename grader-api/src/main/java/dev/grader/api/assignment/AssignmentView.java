package dev.grader.api.assignment;

import dev.grader.api.suite.PublishedSuites.SuiteSummary;
import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assignment as members see it.
 *
 * @param revision other as soon as any setting is; sent back with new settings, it keeps them from overwriting those of
 *     somebody else
 * @param suite null as long as there is none
 */
public record AssignmentView(
        String slug,
        String title,
        String category,
        AssignmentKind kind,
        @Nullable String partOf,
        @Nullable Instant due,
        @Nullable Instant closes,
        @Nullable Instant checkpoint,
        @Nullable BigDecimal points,
        List<RubricItem> rubric,
        List<String> fileTypes,
        @Nullable String teamSet,
        @Nullable Integer attemptsPerDay,
        @Nullable Integer attemptsTotal,
        int coolDownSeconds,
        int maximumUploadMegabytes,
        String revision,
        @Nullable SuiteSummary suite) {
    public AssignmentView {
        rubric = List.copyOf(rubric);
        fileTypes = List.copyOf(fileTypes);
    }
}
