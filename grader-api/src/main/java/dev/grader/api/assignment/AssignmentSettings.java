package dev.grader.api.assignment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What staff decide about an assignment.
 *
 * @param category as in the course's late policy; another one has no slack days
 * @param closes after which nothing is accepted; null for never
 * @param attemptsPerDay accepted submissions in a day of the course's time zone; null for any number
 * @param attemptsTotal accepted submissions ever; null for any number
 * @param coolDownSeconds between two accepted submissions; null for none
 * @param maximumUploadMegabytes of the zip; null for {@value #DEFAULT_UPLOAD_MEGABYTES}
 */
public record AssignmentSettings(
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 100) String category,
        @NotNull Instant due,
        @Nullable Instant closes,
        @Nullable @Positive Integer attemptsPerDay,
        @Nullable @Positive Integer attemptsTotal,
        @Nullable @PositiveOrZero Integer coolDownSeconds,
        @Nullable @Positive @Max(MAXIMUM_UPLOAD_MEGABYTES) Integer maximumUploadMegabytes) {
    static final int DEFAULT_UPLOAD_MEGABYTES = 50;
    static final int MAXIMUM_UPLOAD_MEGABYTES = 500;

    int coolDown() {
        return Objects.requireNonNullElse(coolDownSeconds, 0);
    }

    int maximumUpload() {
        return Objects.requireNonNullElse(maximumUploadMegabytes, DEFAULT_UPLOAD_MEGABYTES);
    }
}
