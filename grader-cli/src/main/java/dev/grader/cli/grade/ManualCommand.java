package dev.grader.cli.grade;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.grade.MarkSheet.GivenMark;
import dev.grader.cli.grade.MarkSheet.MarkedItem;
import dev.grader.cli.grade.MarkSheet.MarkedTest;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "manual", description = "Give points and comments for the items of a rubric, and release them.")
public final class ManualCommand implements Runnable {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public ManualCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: show, mark or release.");
    }

    @Command(name = "show", description = "Show the rubric of a submission, its marks, and whether students see them.")
    int show(
            @Parameters(paramLabel = "SUBMISSION") String submission,
            @Option(names = "--history", description = "Show every mark that was ever given.") boolean history,
            @Option(names = "--json", description = "Print it as JSON.") boolean json)
            throws IOException, InterruptedException {
        JsonNode answer = session.api().get(path(submission), JsonNode.class);
        if (json) {
            session.terminal().json(answer.toString());
            return ExitCode.OK;
        }
        MarkSheet sheet = Json.MAPPER.treeToValue(answer, MarkSheet.class);
        show(sheet);
        if (history) {
            history(sheet, dates(submission));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "mark",
            description = "Give points for an item. Students see them, and they count, once they are released.")
    int mark(
            @Parameters(paramLabel = "SUBMISSION") String submission,
            @Parameters(paramLabel = "TEST/ITEM") String place,
            @Parameters(paramLabel = "POINTS") BigDecimal points,
            @Option(names = "--comment", paramLabel = "TEXT", description = "For the student.", defaultValue = "")
                    String comment)
            throws IOException, InterruptedException {
        String[] parts = place.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + place + "' is no item. Write TEST/ITEM, such as report/plots; 'show' lists them.");
        }
        show(session.api()
                .put(
                        path(submission) + "/" + ApiClient.segment(parts[0]) + "/" + ApiClient.segment(parts[1]),
                        Map.of("points", points, "comment", comment),
                        MarkSheet.class));
        return ExitCode.OK;
    }

    @Command(name = "release", description = "Show the marks of a test to the student, and make them count.")
    int release(
            @Parameters(paramLabel = "SUBMISSION") String submission,
            @Parameters(paramLabel = "TEST") String test,
            @Option(
                            names = "--seen",
                            paramLabel = "MARK",
                            description = "Newest mark as 'show' named it: refused when somebody has marked since.")
                    @Nullable
                    Long seen)
            throws IOException, InterruptedException {
        long lastMark = seen == null ? look(submission, test) : seen;
        if (seen == null
                && session.terminal().isInteractive()
                && !session.terminal().confirm("Release these marks of " + SafeText.line(test) + "?")) {
            return ExitCode.FAILURE;
        }
        show(session.api()
                .post(
                        path(submission) + "/" + ApiClient.segment(test) + "/release",
                        Map.of("lastMark", lastMark),
                        MarkSheet.class));
        return ExitCode.OK;
    }

    /** Shows what would be released, and gives its newest mark. */
    private long look(String submission, String test) throws IOException, InterruptedException {
        MarkSheet sheet = session.api().get(path(submission), MarkSheet.class);
        show(sheet);
        return sheet.tests().stream()
                .filter(each -> each.test().equals(test))
                .mapToLong(MarkedTest::lastMark)
                .findFirst()
                .orElse(0);
    }

    /** Of the course that it was handed in for. */
    private CourseDates dates(String submission) throws IOException, InterruptedException {
        String course = session.api()
                .get("/api/v1/submissions/" + ApiClient.segment(submission), JsonNode.class)
                .path("course")
                .asText();
        return CourseDates.of(session.api(), course);
    }

    private static String path(String submission) {
        return "/api/v1/submissions/" + ApiClient.segment(submission) + "/marks";
    }

    private void show(MarkSheet sheet) {
        if (sheet.tests().isEmpty()) {
            session.terminal().data("No test of this submission is graded by people.");
            return;
        }
        Table table = new Table("TEST/ITEM", "POINTS", "STUDENT SEES", "BY", "COMMENT");
        for (MarkedTest test : sheet.tests()) {
            for (MarkedItem item : test.items()) {
                table.row(
                        test.test() + "/" + item.item(),
                        item.mark().map(mark -> Decimal.words(mark.points())).orElse("–") + "/"
                                + Decimal.words(item.maximum()),
                        item.mark().map(mark -> mark.released() ? "yes" : "no").orElse("no"),
                        item.mark().map(GivenMark::grader).orElse(""),
                        item.mark().map(mark -> SafeText.line(mark.comment())).orElse(""));
            }
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        sheet.tests().stream()
                .filter(test -> !test.released() && test.lastMark() > 0)
                .forEach(test -> session.terminal()
                        .say("To release " + SafeText.line(test.test()) + " as it is shown here: --seen "
                                + test.lastMark()));
    }

    private void history(MarkSheet sheet, CourseDates dates) {
        Table table = new Table(dates.header("WHEN"), "TEST/ITEM", "POINTS", "BY", "COMMENT");
        sheet.history()
                .forEach(mark -> table.row(
                        dates.cell(mark.markedAt()),
                        mark.test() + "/" + mark.item(),
                        Decimal.words(mark.points()),
                        mark.grader(),
                        SafeText.line(mark.comment())));
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
    }
}
