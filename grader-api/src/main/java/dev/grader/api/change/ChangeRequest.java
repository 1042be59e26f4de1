package dev.grader.api.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.api.assignment.AssignmentSettings;
import dev.grader.api.assignment.Moments;
import dev.grader.core.time.SecondCalendar;
import dev.grader.core.time.WrittenMoment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to change about a term. What is left out stays as it is.
 *
 * @param reason for the history; needed to make the change
 * @param preview id of the preview that was looked at: if grades would change otherwise meanwhile, nothing is done
 * @param policy text of a late policy
 * @param scheme text of a grading scheme
 * @param dates of assignments
 * @param assignments other settings, in the place of all that these have
 * @param course other settings of the course itself; for instructors
 * @param decisions extensions, outages, excused, accommodations, budget_changes, claims and choices, as in an events file
 * @param withdraw ids of decisions to take back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeRequest(
        @Nullable @Size(max = 1000) String reason,
        @Nullable String preview,
        @Nullable @Size(max = 200_000) String policy,
        @Nullable @Size(max = 200_000) String scheme,
        @Nullable @Valid @Size(max = 1000) List<@NotNull DateChange> dates,
        @Nullable @Valid @Size(max = 1000) List<@NotNull SettingsChange> assignments,
        @Nullable @Valid CourseChange course,
        @Nullable ObjectNode decisions,
        @Nullable @Size(max = 10_000) List<@NotNull Long> withdraw) {

    /**
     * New dates of an assignment, with a zone or in that of the course; what is null stays as it is.
     *
     * @param without dates to take away: that it is never late, never closes, has no checkpoint; null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DateChange(
            @NotBlank String assignment,
            @Nullable WrittenMoment due,
            @Nullable WrittenMoment closes,
            @Nullable WrittenMoment checkpoint,
            @Nullable @Size(min = 1, max = 100) String category,
            @Nullable Set<@NotNull DateName> without) {
        private DateChange in(ZoneId zone) {
            return new DateChange(
                    assignment,
                    Moments.in(zone, "due of " + assignment, due),
                    Moments.in(zone, "closes of " + assignment, closes),
                    Moments.in(zone, "checkpoint of " + assignment, checkpoint),
                    category,
                    without);
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

        /** Whether the service can write all of them down. */
        boolean isSensible() {
            return Stream.of(
                            Optional.ofNullable(dueAt()),
                            Optional.ofNullable(closesAt()),
                            Optional.ofNullable(checkpointAt()))
                    .flatMap(Optional::stream)
                    .allMatch(Moments::isSensible);
        }

        boolean isWithout(DateName date) {
            return without != null && without.contains(date);
        }
    }

    /**
     * New settings of an assignment that is there.
     *
     * @param settings all of them: what is left out is not kept
     */
    public record SettingsChange(
            @NotBlank String assignment, @Valid @NotNull AssignmentSettings settings) {
        private SettingsChange in(ZoneId zone) {
            return new SettingsChange(assignment, settings.in(zone));
        }
    }

    /** Nothing but other settings. */
    static ChangeRequest of(SettingsChange change) {
        return new ChangeRequest(null, null, null, null, null, List.of(change), null, null, null);
    }

    /**
     * With all dates as moments; those without a zone are in that of the course, also where this changes it.
     *
     * @throws dev.grader.core.problem.ProblemException when there is no such zone, calendar or moment
     */
    ChangeRequest in(ZoneId before) {
        if (course != null) {
            course.check();
        }
        ZoneId zone = zone().orElse(before);
        return new ChangeRequest(
                reason,
                preview,
                policy,
                scheme,
                dates == null
                        ? null
                        : dates.stream().map(change -> change.in(zone)).toList(),
                assignments == null
                        ? null
                        : assignments.stream().map(change -> change.in(zone)).toList(),
                course,
                decisions,
                withdraw);
    }

    /** The time zone that it gives to the course, if it does. */
    Optional<ZoneId> zone() {
        return Optional.ofNullable(course).flatMap(CourseChange::zone);
    }

    /** The second calendar that the course has with it. */
    Optional<SecondCalendar> secondCalendar(Optional<SecondCalendar> before) {
        return course == null ? before : course.calendar(before);
    }

    List<SettingsChange> settingsChanges() {
        return assignments == null ? List.of() : assignments;
    }

    List<DateChange> dateChanges() {
        return dates == null ? List.of() : dates;
    }

    List<Long> withdrawals() {
        return withdraw == null ? List.of() : withdraw;
    }

    boolean isEmpty() {
        return policy == null
                && scheme == null
                && dateChanges().isEmpty()
                && settingsChanges().isEmpty()
                && (course == null || course.isEmpty())
                && !hasDecisions()
                && withdrawals().isEmpty();
    }

    private boolean hasDecisions() {
        if (decisions == null) {
            return false;
        }
        for (JsonNode section : decisions) {
            // what is no list is a mistake, and is told as one
            if (!section.isArray() || !section.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What it does, without who looked at it and why it is done. */
    ChangeRequest plain() {
        return new ChangeRequest(null, null, policy, scheme, dates, assignments, course, decisions, withdraw);
    }
}
