package dev.grader.cli.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.client.ProblemAnswer;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.term.ChangeDialog;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.core.time.WrittenMoment;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "assignment", description = "Make assignments and list them.")
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
        throw new ParameterException(spec.commandLine(), "Say what to do: create or list.");
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
            return due.map(dates::words).orElse("no due date");
        }
    }

    /** The newest suite version of an assignment. */
    public record Suite(int version, String digest, String state) {}

    @Command(
            name = "create",
            description = {
                "Make an assignment, or change its settings: what is left out, an assignment that is there has no longer.",
                "Where that changes grades, it shows the difference and asks first."
            })
    int create(
            @Parameters(paramLabel = "COURSE/ASSIGNMENT") AssignmentName name,
            @Option(names = "--title", paramLabel = "TITLE", required = true, description = "Its name for people.")
                    String title,
            @Option(
                            names = "--category",
                            paramLabel = "NAME",
                            required = true,
                            description = "As in the late policy: theoretical, practical.")
                    String category,
            @Option(
                            names = "--kind",
                            paramLabel = "KIND",
                            description =
                                    "code (graded by a suite), file (handed in, graded by people) or none (an exam,"
                                            + " a talk); code if left out.")
                    @Nullable
                    String kind,
            @Option(
                            names = "--part-of",
                            paramLabel = "NAME",
                            description = "Name that the parts of one homework share.")
                    @Nullable
                    String partOf,
            @Option(
                            names = "--due",
                            paramLabel = "MOMENT",
                            description =
                                    "In the time zone of the course, 2026-11-30T23:59:59, or with its own: 2026-11-30T20:29:59Z.")
                    @Nullable
                    WrittenMoment due,
            @Option(
                            names = "--checkpoint",
                            paramLabel = "MOMENT",
                            description = "By which something must have been handed in.")
                    @Nullable
                    WrittenMoment checkpoint,
            @Option(
                            names = "--points",
                            paramLabel = "POINTS",
                            description = "Of full marks; code has those of its suite.")
                    @Nullable
                    BigDecimal points,
            @Option(
                            names = "--rubric",
                            paramLabel = "FILE",
                            description =
                                    "YAML: a list of {id, title, points, description}. Without one, grades are typed"
                                            + " in, and lateness costs no points.")
                    @Nullable
                    Path rubric,
            @Option(
                            names = "--file-types",
                            paramLabel = "ENDING",
                            split = ",",
                            description = "Documents that are taken, such as pdf.")
                    @Nullable
                    List<String> fileTypes,
            @Option(names = "--team-set", paramLabel = "NAME", description = "Whose teams hand it in together.")
                    @Nullable
                    String teamSet,
            @Option(
                            names = "--closes",
                            paramLabel = "MOMENT",
                            description = "Nothing is accepted after this moment; left out, it never closes.")
                    @Nullable
                    WrittenMoment closes,
            @Option(
                            names = "--attempts-per-day",
                            paramLabel = "N",
                            description = "Submissions in a day of the course's time zone; any number if left out.")
                    @Nullable
                    Integer attemptsPerDay,
            @Option(
                            names = "--attempts-total",
                            paramLabel = "N",
                            description = "Submissions in all; any number if left out.")
                    @Nullable
                    Integer attemptsTotal,
            @Option(
                            names = "--cool-down",
                            paramLabel = "SECONDS",
                            description = "Between two submissions; none if left out.")
                    @Nullable
                    Integer coolDownSeconds,
            @Option(
                            names = "--maximum-upload",
                            paramLabel = "MEGABYTES",
                            description = "Largest upload; 50 if left out.")
                    @Nullable
                    Integer maximumUploadMegabytes,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            description = "Why, where it changes grades; it stays in the history of the course.")
                    @Nullable
                    String reason,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do not ask where it changes grades; for scripts.")
                    boolean yes)
            throws IOException, InterruptedException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("title", title);
        settings.put("category", category);
        put(settings, "kind", kind);
        put(settings, "partOf", partOf);
        put(settings, "due", due);
        put(settings, "checkpoint", checkpoint);
        put(settings, "points", points);
        put(settings, "rubric", rubric == null ? null : RubricFile.read(rubric));
        put(settings, "fileTypes", fileTypes);
        put(settings, "teamSet", teamSet);
        put(settings, "closes", closes);
        put(settings, "attemptsPerDay", attemptsPerDay);
        put(settings, "attemptsTotal", attemptsTotal);
        put(settings, "coolDownSeconds", coolDownSeconds);
        put(settings, "maximumUploadMegabytes", maximumUploadMegabytes);
        Optional<Assignment> stored = stored(name, settings, reason, yes);
        if (stored.isEmpty()) {
            return ExitCode.OK;
        }
        Assignment assignment = stored.get();
        CourseDates dates = CourseDates.of(session.api(), name.course());
        session.terminal()
                .say("Assignment " + name + ": " + assignment.title() + " (" + assignment.category() + "), due "
                        + assignment.dueWords(dates) + ".");
        assignment.notes().orElse(List.of()).forEach(note -> session.terminal().warn(SafeText.line(note)));
        return ExitCode.OK;
    }

    /** Empty when it would change grades, and that was not wanted. */
    private Optional<Assignment> stored(
            AssignmentName name, Map<String, Object> settings, @Nullable String reason, boolean yes)
            throws IOException, InterruptedException {
        try {
            return Optional.of(session.api().put(name.path(), settings, Assignment.class));
        } catch (ProblemAnswer problem) {
            JsonNode outcome = problem.member("outcome");
            if (!outcome.isObject()) {
                throw problem;
            }
            ChangeDialog dialog = new ChangeDialog(session, yes, false);
            if (reason == null || reason.isBlank()) {
                dialog.show(outcome);
                throw new IllegalArgumentException(
                        "This changes grades, so nothing was changed yet. Say why with --reason: it"
                                + " stays in the history of the course.");
            }
            ObjectNode change = Json.MAPPER.createObjectNode();
            change.putArray("assignments")
                    .addObject()
                    .put("assignment", name.assignment())
                    .set("settings", Json.MAPPER.valueToTree(settings));
            if (!dialog.make(name.course(), change, reason, outcome)) {
                return Optional.empty();
            }
            return Optional.of(session.api().get(name.path(), Assignment.class));
        }
    }

    private static void put(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

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
