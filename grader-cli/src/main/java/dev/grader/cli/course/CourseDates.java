package dev.grader.cli.course;

import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.UnreachableException;
import dev.grader.cli.course.CourseCommand.Course;
import dev.grader.core.time.SecondCalendar;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Shows moments as the people of a course read them: in its time zone, and in its second calendar if it has one. */
public record CourseDates(ZoneId zone, Optional<SecondCalendar> second) {
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** Those of a course. */
    public static CourseDates of(ApiClient api, String course) throws IOException, InterruptedException {
        Course found = api.get("/api/v1/courses/" + ApiClient.segment(course), Course.class);
        return new CourseDates(ZoneId.of(found.timeZone()), found.secondCalendar());
    }

    /** Those of a course, or UTC where the service is away just then: what is to be shown matters more. */
    public static CourseDates orUtc(ApiClient api, String course) throws IOException, InterruptedException {
        try {
            return of(api, course);
        } catch (UnreachableException away) {
            return new CourseDates(ZoneId.of("UTC"), Optional.empty());
        }
    }

    /** Such as 2023-11-22 23:59:59 Asia/Tehran (1 Azar 1402). */
    public String words(Instant moment) {
        return civil(moment) + " " + zone.getId()
                + secondary(moment).map(date -> " (" + date + ")").orElse("");
    }

    /** The header of a column of moments, which says their zone once. */
    public String header(String name) {
        return name + " (" + zone.getId() + ")";
    }

    /** In such a column. */
    public String cell(Instant moment) {
        return civil(moment) + secondary(moment).map(date -> ", " + date).orElse("");
    }

    private String civil(Instant moment) {
        return TO_THE_SECOND.format(moment.atZone(zone));
    }

    private Optional<String> secondary(Instant moment) {
        return second.map(calendar -> calendar.show(moment.atZone(zone).toLocalDate()));
    }
}
