package dev.grader.api.rubric;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What graders send. */
final class RubricRequests {
    private static final int LONGEST_COMMENT = 4000;
    private static final int MOST_ITEMS = 100;
    private static final int MOST_STUDENTS = 5000;

    private RubricRequests() {}

    /**
     * A mark.
     *
     * @param comment for the student; null for none
     */
    record ItemMark(
            @NotNull String item,

            @NotNull @PositiveOrZero @DecimalMax("100000") @Digits(integer = 6, fraction = 4)
            BigDecimal points,

            @Nullable @Size(max = LONGEST_COMMENT) String comment) {}

    /**
     * Marks for a student; items that are not named keep their marks.
     *
     * @param comment on the whole work; null leaves it as it is
     * @param team whether everybody whose work it is gets them
     * @param submission the document that was read; null for the newest that was handed in
     * @param nothingHandedIn whether there was no document to read, so that the marks are refused when there is one by now
     */
    record MarkRequest(
            @Nullable @Size(max = LONGEST_COMMENT) String comment,
            @NotNull @Size(max = MOST_ITEMS) List<@Valid @NotNull ItemMark> items,
            boolean team,
            @Nullable UUID submission,
            boolean nothingHandedIn) {}

    /**
     * Marks for a student of a list.
     *
     * @param submission the document that was read; null for the newest that was handed in
     * @param nothingHandedIn whether there was no document to read, so that the marks are refused when there is one by now
     */
    record StudentMarks(
            @NotNull String student,
            @Nullable @Size(max = LONGEST_COMMENT) String comment,
            @NotNull @Size(max = MOST_ITEMS) List<@Valid @NotNull ItemMark> items,
            boolean team,
            @Nullable UUID submission,
            boolean nothingHandedIn) {}

    /** Marks for many students, all of them or none. */
    record MarkListRequest(
            @NotEmpty @Size(max = MOST_STUDENTS) List<@Valid @NotNull StudentMarks> students) {}

    /**
     * A release.
     *
     * @param lastMark the caller's newest mark as the caller saw it
     * @param team whether the marks of everybody whose work it is are released
     * @param submission the document whose marks are released, of one student or team; null for the one that was marked last
     */
    record ReleaseRequest(
            @NotNull @PositiveOrZero Long lastMark,
            boolean team,
            @Nullable UUID submission) {}
}
