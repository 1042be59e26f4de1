package dev.grader.cli.rubric;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.login.Person;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show how far the grading is, or the rubric of one student; yours with --mine.")
public final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT", index = "0")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Parameters(paramLabel = "STUDENT", index = "1", arity = "0..1")
    private @Nullable String student;

    @Option(names = "--mine", description = "Your own rubric, as a student.")
    private boolean mine;

    @Option(
            names = "--disputed",
            description = "Only students whose graders differ by more than a tenth of the points.")
    private boolean disputed;

    @Option(names = "--history", description = "Show every mark that was ever given.")
    private boolean history;

    @Option(
            names = "--submission",
            paramLabel = "ID",
            description = "Show the marks of an older upload of that student.")
    private @Nullable String submission;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    public ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String login = mine ? session.api().get("/api/v1/me", Person.class).login() : student;
        if (login == null && submission != null) {
            throw new IllegalArgumentException("Name the student whose upload it is.");
        }
        String path = assignment.path()
                + (login == null ? "/rubric" : "/students/" + ApiClient.segment(login) + "/rubric")
                + (submission == null ? "" : "?submission=" + ApiClient.segment(submission));
        JsonNode answer = session.api().get(path, JsonNode.class);
        if (json) {
            session.terminal().json(answer.toString());
        } else if (login == null) {
            Overview overview = Json.MAPPER.treeToValue(answer, Overview.class);
            new OverviewView(session.terminal())
                    .show(
                            overview,
                            overview.students().stream()
                                    .filter(each -> !disputed || each.disputed())
                                    .toList());
        } else {
            FilledView view = new FilledView(session.terminal());
            Filled filled = Json.MAPPER.treeToValue(answer, Filled.class);
            view.show(filled);
            if (history) {
                view.history(filled, CourseDates.of(session.api(), assignment.course()));
            }
        }
        return ExitCode.OK;
    }
}
