package dev.grader.cli.course;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.term.CourseSetCommand;
import dev.grader.cli.terminal.Table;
import dev.grader.core.time.SecondCalendar;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "course",
        description = "Make courses and their members, and list them.",
        subcommands = {CoursePresetsCommand.class, CourseSetCommand.class})
public final class CourseCommand implements Runnable {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public CourseCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: presets, create, set, member or list.");
    }

    /** A course as the service shows it. */
    public record Course(
            String slug, String title, String timeZone, Optional<SecondCalendar> secondCalendar, String preset) {}

    @Command(name = "create", description = "Make a course from a preset. The same again is no change.")
    int create(
            @Option(
                            names = "--preset",
                            paramLabel = "NAME",
                            required = true,
                            description = "See grader course presets.")
                    String preset,
            @Option(names = "--slug", paramLabel = "NAME", description = "Its short name; the preset's if left out.")
                    @Nullable
                    String slug,
            @Option(names = "--title", paramLabel = "TITLE", description = "The preset's if left out.") @Nullable
                    String title)
            throws IOException, InterruptedException {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("preset", preset);
        if (slug != null) {
            wanted.put("slug", slug);
        }
        if (title != null) {
            wanted.put("title", title);
        }
        Course course = session.api().post("/api/v1/courses", wanted, Course.class);
        session.terminal().say("Course " + course.slug() + ": " + course.title() + " (" + course.timeZone() + ").");
        return ExitCode.OK;
    }

    @Command(
            name = "member",
            description = "Make somebody a member, or change what a member may do. Many at once: grader member import.")
    int member(
            @Parameters(paramLabel = "COURSE") String course,
            @Parameters(paramLabel = "LOGIN") String login,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "student",
                            description = "student, ta or instructor (${DEFAULT-VALUE}).")
                    String role)
            throws IOException, InterruptedException {
        session.api()
                .put(
                        "/api/v1/courses/" + ApiClient.segment(course) + "/members/" + ApiClient.segment(login),
                        Map.of("role", role),
                        JsonNode.class);
        session.terminal().say(login + " is " + role + " of " + course + ".");
        return ExitCode.OK;
    }

    @Command(name = "list", description = "List your courses.")
    int list() throws IOException, InterruptedException {
        Table table = new Table("COURSE", "TITLE", "TIME ZONE");
        for (Course course : session.api().getList("/api/v1/courses", Course.class)) {
            table.row(course.slug(), course.title(), course.timeZone());
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }
}
