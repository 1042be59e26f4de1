package dev.grader.api.assignment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.RubricItem;
import dev.grader.core.time.WrittenMoment;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What staff decide about an assignment.
 *
 * @param category as in the course's late policy; another one has no slack days
 * @param kind null for code
 * @param partOf name that the parts of one homework share; null when it has no other parts
 * @param due with a zone or in that of the course, like closes and checkpoint; null where nothing is ever late; code always has a due date
 * @param closes after which nothing is accepted; null for never
 * @param checkpoint by which something must have been handed in, where the late policy asks for it
 * @param points of full marks, of what people grade; null for code, whose suite says it, and for the sum of a rubric
 * @param rubric of what people grade; null for none
 * @param fileTypes endings of names that are taken, of a document; null for any
 * @param teamSet whose teams hand it in together; null where everybody works alone
 * @param attemptsPerDay accepted submissions in a day of the course's time zone; null for any number
 * @param attemptsTotal accepted submissions ever; null for any number
 * @param coolDownSeconds between two accepted submissions; null for none
 * @param maximumUploadMegabytes of the zip; null for {@value #DEFAULT_UPLOAD_MEGABYTES}
 * @param revision of the settings whose place these take, as they were read: if there are others by then, nothing is changed;
 *     null to take the place of whatever there is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssignmentSettings(
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 100) String category,
        @Nullable AssignmentKind kind,
        @Nullable @Size(min = 1, max = 100) String partOf,
        @Nullable WrittenMoment due,
        @Nullable WrittenMoment closes,
        @Nullable WrittenMoment checkpoint,

        @Nullable @Positive @Digits(integer = 6, fraction = 4)
        BigDecimal points,

        @Nullable @Size(max = 100) List<@NotNull RubricItem> rubric,

        @Nullable @Size(max = 20)
        List<@NotNull @Pattern(regexp = "[a-z0-9]{1,10}", message = "must be like pdf") String> fileTypes,

        @Nullable @Size(min = 1, max = 100) String teamSet,
        @Nullable @Positive Integer attemptsPerDay,
        @Nullable @Positive Integer attemptsTotal,
        @Nullable @PositiveOrZero Integer coolDownSeconds,
        @Nullable @Positive @Max(MAXIMUM_UPLOAD_MEGABYTES) Integer maximumUploadMegabytes,
        @Nullable @Size(max = 100) String revision) {
    static final int DEFAULT_UPLOAD_MEGABYTES = 50;
    static final int MAXIMUM_UPLOAD_MEGABYTES = 500;

    /**
     * With all dates as moments, of which those without a zone are in that of the course. Nothing else of these settings can be asked
     * for before.
     *
     * @throws ProblemException {@link Problem#COURSE_CONFIGURATION} when the clocks of the course skip one
     */
    public AssignmentSettings in(ZoneId zone) {
        return new AssignmentSettings(
                title,
                category,
                kind,
                partOf,
                Moments.in(zone, "due", due),
                Moments.in(zone, "closes", closes),
                Moments.in(zone, "checkpoint", checkpoint),
                points,
                rubric,
                fileTypes,
                teamSet,
                attemptsPerDay,
                attemptsTotal,
                coolDownSeconds,
                maximumUploadMegabytes,
                revision);
    }

    @Nullable
    Instant dueAt() {
        return Moments.settled(due);
    }

    @Nullable
    Instant closesAt() {
        return Moments.settled(closes);
    }

    @Nullable
    Instant checkpointAt() {
        return Moments.settled(checkpoint);
    }

    AssignmentKind kindOrCode() {
        return Objects.requireNonNullElse(kind, AssignmentKind.CODE);
    }

    List<RubricItem> rubricItems() {
        return rubric == null ? List.of() : List.copyOf(rubric);
    }

    List<String> types() {
        return fileTypes == null ? List.of() : List.copyOf(fileTypes);
    }

    /** Of full marks; empty for code. */
    Optional<BigDecimal> fullMarks() {
        BigDecimal sum = rubricItems().stream().map(RubricItem::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.ofNullable(points).or(() -> sum.signum() > 0 ? Optional.of(sum) : Optional.empty());
    }

    int coolDown() {
        return Objects.requireNonNullElse(coolDownSeconds, 0);
    }

    int maximumUpload() {
        return Objects.requireNonNullElse(maximumUploadMegabytes, DEFAULT_UPLOAD_MEGABYTES);
    }

    /**
     * Passes, or says what does not go together and what to do.
     *
     * @param existing that has these settings from now on; code of a course preset has no due date until it is given one
     */
    public void check(Optional<Assignment> existing) {
        requireDates();
        Set<String> ids = new HashSet<>();
        for (RubricItem item : rubricItems()) {
            require(ids.add(item.id()), "The rubric has two items '" + item.id() + "'; rename one.");
            require(
                    isStorable(item.points()),
                    "Item '" + item.id() + "' can have at most 999999 points, with at most 4 digits after the point.");
        }
        switch (kindOrCode()) {
            case CODE -> {
                require(
                        due != null
                                || existing.filter(AssignmentSettings::isUndatedCode)
                                        .isPresent(),
                        "Code needs a due date: send 'due'.");
                require(
                        points == null && rubricItems().isEmpty() && types().isEmpty(),
                        "Points, rubric and files of code are in its suite; leave them out here.");
            }
            case FILE, NONE -> {
                require(
                        fullMarks().isPresent(),
                        "Say how many points full marks are: with points, or with the items of a rubric.");
                BigDecimal sum =
                        rubricItems().stream().map(RubricItem::points).reduce(BigDecimal.ZERO, BigDecimal::add);
                require(
                        points == null || rubricItems().isEmpty() || points.compareTo(sum) == 0,
                        "The items of the rubric have " + sum.toPlainString()
                                + " points in all, not as many as the assignment; leave its points out.");
            }
        }
    }

    private static boolean isUndatedCode(Assignment assignment) {
        return assignment.kind() == AssignmentKind.CODE && assignment.due().isEmpty();
    }

    private static boolean isStorable(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 4 && plain.precision() - plain.scale() <= 6;
    }

    private void requireDates() {
        Instant dueAt = dueAt();
        Instant closesAt = closesAt();
        Instant checkpointAt = checkpointAt();
        for (Instant date : new @Nullable Instant[] {dueAt, closesAt, checkpointAt}) {
            require(date == null || Moments.isSensible(date), Moments.NOT_SENSIBLE);
        }
        if (dueAt == null) {
            require(closesAt == null && checkpointAt == null, "What closes or has a checkpoint needs a due date.");
            return;
        }
        require(
                closesAt == null || !closesAt.isBefore(dueAt),
                "The assignment would close before it is due; move one of the two dates.");
        require(
                checkpointAt == null || !checkpointAt.isAfter(dueAt),
                "The checkpoint would be after the due date; move one of the two.");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ProblemException(Problem.COURSE_CONFIGURATION, otherwise);
        }
    }
}
