package dev.grader.cli.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentCommand.Assignment;
import dev.grader.cli.client.Json;
import dev.grader.cli.client.ProblemAnswer;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.file.YamlFile;
import dev.grader.cli.term.ChangeDialog;
import dev.grader.cli.terminal.SafeText;
import dev.grader.core.time.WrittenMoment;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Make an assignment, or change its settings: what is left out, an assignment that is there keeps.",
            "Where that changes grades, it shows the difference and asks first."
        })
final class AssignmentCreateCommand implements Callable<Integer> {
    private static final int NOT_FOUND = 404;

    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName name;

    @Option(
            names = "--title",
            paramLabel = "TITLE",
            description = "Its name for people; a new assignment needs it, and a category.")
    private @Nullable String title;

    @Option(names = "--category", paramLabel = "NAME", description = "As in the late policy: theoretical, practical.")
    private @Nullable String category;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "code (graded by a suite), file (handed in, graded by people) or none (an exam,"
                    + " a talk); code if left out.")
    private @Nullable String kind;

    @Option(names = "--part-of", paramLabel = "NAME", description = "Name that the parts of one homework share.")
    private @Nullable String partOf;

    @Option(
            names = "--due",
            paramLabel = "MOMENT",
            description = "In the time zone of the course, 2026-11-30T23:59:59, or with its own: 2026-11-30T20:29:59Z.")
    private @Nullable WrittenMoment due;

    @Option(names = "--checkpoint", paramLabel = "MOMENT", description = "By which something must have been handed in.")
    private @Nullable WrittenMoment checkpoint;

    @Option(names = "--points", paramLabel = "POINTS", description = "Of full marks; code has those of its suite.")
    private @Nullable BigDecimal points;

    @Option(
            names = "--rubric",
            paramLabel = "FILE",
            description = "YAML: a list of {id, title, points, description}. Without one, grades are typed"
                    + " in, and lateness costs no points.")
    private @Nullable Path rubric;

    @Option(
            names = "--file-types",
            paramLabel = "ENDING",
            split = ",",
            description = "Documents that are taken, such as pdf.")
    private @Nullable List<String> fileTypes;

    @Option(names = "--team-set", paramLabel = "NAME", description = "Whose teams hand it in together.")
    private @Nullable String teamSet;

    @Option(names = "--closes", paramLabel = "MOMENT", description = "Nothing is accepted after this moment.")
    private @Nullable WrittenMoment closes;

    @Option(
            names = "--attempts-per-day",
            paramLabel = "N",
            description = "Submissions in a day of the course's time zone.")
    private @Nullable Integer attemptsPerDay;

    @Option(names = "--attempts-total", paramLabel = "N", description = "Submissions in all.")
    private @Nullable Integer attemptsTotal;

    @Option(names = "--cool-down", paramLabel = "SECONDS", description = "Between two submissions.")
    private @Nullable Integer coolDownSeconds;

    @Option(
            names = "--maximum-upload",
            paramLabel = "MEGABYTES",
            description = "Largest upload; 50 for a new assignment.")
    private @Nullable Integer maximumUploadMegabytes;

    @Option(
            names = "--without",
            paramLabel = "SETTING",
            split = ",",
            description = "Take settings away that it has, such as closes,team-set.")
    private @Nullable List<String> without;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "All settings, as 'grader assignment show' prints them; what is left out, it has no longer.")
    private @Nullable Path file;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, where it changes grades; it stays in the history of the course.")
    private @Nullable String reason;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask where it changes grades; for scripts.")
    private boolean yes;

    public AssignmentCreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // what is wrong with the files of the options is said before anything is asked
        ObjectNode wanted = wanted();
        ObjectNode settings = StoredSettings.changed(before(), wanted, without == null ? List.of() : without);
        if (!settings.has("title") || !settings.has("category")) {
            throw new IllegalArgumentException(
                    file == null
                            ? "There is no assignment " + name + " yet: say --title and --category to make it."
                            : "The settings of " + name + " need a title and a category.");
        }
        Optional<Assignment> stored = stored(settings);
        if (stored.isEmpty()) {
            return ExitCode.FAILURE;
        }
        Assignment assignment = stored.get();
        CourseDates dates = CourseDates.of(session.api(), name.course());
        session.terminal()
                .say("Assignment " + name + ": " + assignment.title() + " (" + assignment.category() + "), "
                        + assignment.dueWords(dates) + ".");
        assignment.notes().orElse(List.of()).forEach(note -> session.terminal().warn(SafeText.line(note)));
        return ExitCode.OK;
    }

    /** What the options say. */
    private ObjectNode wanted() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        put(wanted, "title", title);
        put(wanted, "category", category);
        put(wanted, "kind", kind);
        put(wanted, "partOf", partOf);
        put(wanted, "due", due);
        put(wanted, "checkpoint", checkpoint);
        put(wanted, "points", points);
        put(wanted, "rubric", rubric == null ? null : RubricFile.read(rubric));
        put(wanted, "fileTypes", fileTypes);
        put(wanted, "teamSet", teamSet);
        put(wanted, "closes", closes);
        put(wanted, "attemptsPerDay", attemptsPerDay);
        put(wanted, "attemptsTotal", attemptsTotal);
        put(wanted, "coolDownSeconds", coolDownSeconds);
        put(wanted, "maximumUploadMegabytes", maximumUploadMegabytes);
        return Json.MAPPER.valueToTree(wanted);
    }

    /** Those in a file, or those that hold, with their revision; none of a new assignment. */
    private ObjectNode before() throws IOException, InterruptedException {
        if (file != null) {
            JsonNode root = YamlFile.read(file);
            if (!(root instanceof ObjectNode settings)) {
                throw new IllegalArgumentException(
                        file + " has no settings; 'grader assignment show " + name + "' prints those that hold.");
            }
            return settings;
        }
        try {
            return StoredSettings.of(session.api().get(name.path(), JsonNode.class));
        } catch (ProblemAnswer problem) {
            if (problem.status() != NOT_FOUND) {
                throw problem;
            }
            return Json.MAPPER.createObjectNode();
        }
    }

    /** Empty when it would change grades, and that was not wanted. */
    private Optional<Assignment> stored(ObjectNode settings) throws IOException, InterruptedException {
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
                    .set("settings", settings);
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
}
