package dev.grader.api.gradebook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grades of a course.
 *
 * @param notes what the grading scheme names and nobody knows, what counts in no component, and which categories of the late
 *     policy and of the assignments do not fit each other
 */
public record GradebookView(
        String course, List<ColumnView> assignments, List<StudentView> students, List<String> notes) {
    public GradebookView {
        assignments = List.copyOf(assignments);
        students = List.copyOf(students);
        notes = List.copyOf(notes);
    }

    /**
     * An assignment.
     *
     * @param possible points; null while they are not known
     */
    public record ColumnView(
            String slug,
            String title,
            String category,
            String kind,
            @Nullable String partOf,
            @Nullable Instant due,
            @Nullable BigDecimal possible) {}

    /**
     * A student.
     *
     * @param cells by assignment
     * @param grade final; null while there is none
     * @param provisional whether something is still open
     */
    public record StudentView(
            String login,
            String name,
            Map<String, CellView> cells,
            @Nullable BigDecimal grade,
            boolean provisional) {}

    /**
     * How a student stands in an assignment.
     *
     * @param standing earned, missing, excused or open
     * @param points left after lateness
     * @param entered whether they were typed in or imported
     * @param late units of the policy
     * @param charged of them, from a budget
     * @param published what the student was told; left out as long as nothing was
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CellView(
            String standing,
            @Nullable BigDecimal points,
            boolean entered,
            int late,
            int charged,
            @Nullable PublishedView published) {}

    /**
     * What a student was told.
     *
     * @param pending whether it would be something else now
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PublishedView(String standing, @Nullable BigDecimal points, boolean pending) {}
}
