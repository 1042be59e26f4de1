package dev.grader.cli.assignment;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "assignment",
        description = "Make assignments, change their settings, show and list them.",
        subcommands = {AssignmentCreateCommand.class, AssignmentShowCommand.class})
public final class AssignmentCommand implements Runnable {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public AssignmentCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create, show or list.");
    }

    /**
     * An assignment as the service shows it.
     *
     * @param notes for who has just changed it
     */
    public record Assignment(
            String slug,
            String title,
            String category,
            String kind,
            Optional<Instant> due,
            Optional<Suite> suite,
            Optional<List<String>> notes) {
        String dueWords(CourseDates dates) {
            return due.map(date -> "due " + dates.words(date)).orElse("no due date");
        }
    }

    /** The newest suite version of an assignment. */
    public record Suite(int version, String digest, String state) {}

    @Command(name = "list", description = "List the assignments of a course.")
    int list(@Parameters(paramLabel = "COURSE") String course) throws IOException, InterruptedException {
        List<Assignment> assignments = session.api()
                .getList("/api/v1/courses/" + ApiClient.segment(course) + "/assignments", Assignment.class);
        CourseDates dates = CourseDates.of(session.api(), course);
        Table table = new Table("ASSIGNMENT", "TITLE", "CATEGORY", dates.header("DUE"), "SUITE");
        for (Assignment one : assignments) {
            table.row(
                    one.slug(),
                    one.title(),
                    one.category(),
                    one.due().map(dates::cell).orElse("no due date"),
                    one.suite()
                            .map(suite -> suite.version() + " " + suite.state())
                            .orElse("none"));
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }
}
