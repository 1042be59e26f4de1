package dev.grader.api.assignment;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param notes for who has just changed it: what may not be meant, as a category that the late policy does not know; left out
 *     where there are none
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
        @Nullable SuiteSummary suite,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {
    public AssignmentView {
        rubric = List.copyOf(rubric);
        fileTypes = List.copyOf(fileTypes);
        notes = List.copyOf(notes);
    }
}
