package dev.grader.api.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.api.course.Course;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Spelling;
import dev.grader.core.time.SecondCalendar;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Other settings of a course; what is null stays as it is. Due dates are moments, and stay in any zone.
 *
 * @param timeZone such as Europe/Berlin
 * @param secondCalendar in which dates are shown besides the civil one, such as SOLAR_HIJRI; {@value #NONE} for no other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CourseChange(
        @Nullable @Size(min = 1, max = 200) String title,
        @Nullable @Size(max = 100) String timeZone,
        @Nullable @Size(max = 100) String secondCalendar) {
    private static final String NONE = "NONE";

    boolean isEmpty() {
        return title == null && timeZone == null && secondCalendar == null;
    }

    /** Passes, or says what is not known. */
    void check() {
        zone();
        calendar(Optional.empty());
        if (title != null && title.isBlank()) {
            throw mistake("A course needs a title.");
        }
    }

    /** The zone that is wanted; empty to keep the one that holds. */
    Optional<ZoneId> zone() {
        if (timeZone == null) {
            return Optional.empty();
        }
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw mistake("'" + timeZone + "' is no time zone; "
                    + Spelling.nearest(timeZone, ZoneId.getAvailableZoneIds())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write one like Asia/Tehran or Europe/Berlin."));
        }
        return Optional.of(ZoneId.of(timeZone));
    }

    /** As they are before a change, for the history. */
    static Map<String, String> of(Course course) {
        return Map.of(
                "title",
                course.title(),
                "timeZone",
                course.timeZone().getId(),
                "secondCalendar",
                course.secondCalendar().map(SecondCalendar::name).orElse(NONE));
    }

    void applyTo(Course course) {
        course.change(
                title == null ? course.title() : title.strip(),
                zone().orElseGet(course::timeZone),
                calendar(course.secondCalendar()));
    }

    /** The second calendar that holds with it. */
    Optional<SecondCalendar> calendar(Optional<SecondCalendar> before) {
        if (secondCalendar == null) {
            return before;
        }
        String wanted = secondCalendar.toUpperCase(Locale.ROOT);
        if (wanted.equals(NONE)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(SecondCalendar.values())
                .filter(calendar -> calendar.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> mistake("There is no calendar '" + secondCalendar + "'; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(SecondCalendar.values())
                                        .map(Enum::name)
                                        .toList()) + " and "
                        + NONE + ".")));
    }

    private static ProblemException mistake(String detail) {
        return new ProblemException(Problem.COURSE_CONFIGURATION, detail);
    }
}
