package dev.grader.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "request", description = "Ask to have a grade looked at again; list and answer such requests.")
public final class RequestCommand implements Runnable {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public RequestCommand(Session session) {
        this.session = session;
    }

    /** What may come of a request. */
    enum Outcome {
        GRANTED,
        REFUSED
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: open, list or answer.");
    }

    @Command(name = "open", description = "Ask to have your grade for an assignment looked at again.")
    int open(
            @Parameters(paramLabel = "COURSE/ASSIGNMENT") AssignmentName assignment,
            @Parameters(paramLabel = "TEXT", description = "What is wrong with it.") String text)
            throws IOException, InterruptedException {
        JsonNode request = session.api().post(assignment.path() + "/requests", Map.of("text", text), JsonNode.class);
        show(request, CourseDates.of(session.api(), assignment.course()));
        return ExitCode.OK;
    }

    @Command(name = "list", description = "List your requests; everybody's, for staff.")
    int list(
            @Parameters(paramLabel = "COURSE") String course,
            @Option(names = "--open", description = "Only those without an answer.") boolean open,
            @Option(names = "--json", description = "Print it as JSON.") boolean json)
            throws IOException, InterruptedException {
        JsonNode requests = session.api().get(path(course) + (open ? "?open=true" : ""), JsonNode.class);
        if (json) {
            session.terminal().json(requests.toString());
        } else if (requests.isEmpty()) {
            session.terminal().data("There are none.");
        } else {
            CourseDates dates = CourseDates.of(session.api(), course);
            requests.forEach(request -> show(request, dates));
        }
        return ExitCode.OK;
    }

    @Command(name = "answer", description = "Answer a request. What is granted you then change yourself.")
    int answer(
            @Parameters(paramLabel = "COURSE") String course,
            @Parameters(paramLabel = "ID", description = "As 'grader request list' shows it.") long id,
            @Parameters(paramLabel = "OUTCOME", description = "granted or refused") Outcome outcome,
            @Parameters(paramLabel = "TEXT", description = "For the student.") String text)
            throws IOException, InterruptedException {
        JsonNode request = session.api()
                .post(
                        path(course) + "/" + id + "/answer",
                        Map.of("outcome", outcome.name(), "text", text),
                        JsonNode.class);
        show(request, CourseDates.of(session.api(), course));
        return ExitCode.OK;
    }

    private static String path(String course) {
        return "/api/v1/courses/" + ApiClient.segment(course) + "/requests";
    }

    private void show(JsonNode request, CourseDates dates) {
        Terminal terminal = session.terminal();
        terminal.data(request.path("id").asText() + "  " + words(request, "assignment") + " of "
                + words(request, "student") + ", "
                + dates.words(Instant.parse(request.path("askedAt").asText())));
        terminal.data("    " + words(request, "text"));
        JsonNode answer = request.path("answer");
        terminal.data(
                answer.isObject()
                        ? "    " + words(answer, "outcome").toLowerCase(Locale.ROOT) + " by "
                                + words(answer, "answeredBy") + ": " + words(answer, "text")
                        : "    open");
    }

    private static String words(JsonNode node, String member) {
        return SafeText.line(node.path(member).asText());
    }
}
