package dev.grader.cli.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.terminal.SafeText;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What students decide themselves, in courses whose late policy leaves it to them. */
public final class OwnDecisionCommands {
    private OwnDecisionCommands() {}

    private static void show(Session session, JsonNode outcome) {
        for (JsonNode diff : outcome.path("grades")) {
            session.terminal()
                    .say(diff.path("assignment").asText() + ": "
                            + SafeText.line(
                                    diff.path("after").path("explanation").asText()));
        }
        if (outcome.path("grades").isEmpty()) {
            session.terminal().say("Noted. It changes nothing for now.");
        }
    }

    @Command(
            name = "claim",
            description =
                    "Ask that slack days be used for an assignment, at most so many; 0 for none. Only where the late policy has"
                            + " students ask.")
    public static final class ClaimCommand implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "COURSE/ASSIGNMENT")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private AssignmentName assignment;

        @Parameters(paramLabel = "UNITS", description = "How many, in the unit of the late policy: days, mostly.")
        private int units;

        public ClaimCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            show(session, session.api().put(assignment.path() + "/claim", Map.of("units", units), JsonNode.class));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "choose",
            description = "Choose which of your submissions counts, where the late policy lets students choose.")
    public static final class ChooseCommand implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "COURSE/ASSIGNMENT")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private AssignmentName assignment;

        @Parameters(paramLabel = "SUBMISSION", description = "Its id, as 'grader submissions' shows it.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private UUID submission;

        public ChooseCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            show(
                    session,
                    session.api().put(assignment.path() + "/choice", Map.of("submission", submission), JsonNode.class));
            return ExitCode.OK;
        }
    }
}
