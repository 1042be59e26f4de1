package dev.grader.cli.term;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A change of a term: shown as a difference of grades first, and made only when that was agreed to. */
abstract class ChangeFlow implements Callable<Integer> {
    private final Session session;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stays in the history of the course.")
    private @Nullable String reason;

    @Option(names = "--preview", description = "Only show what it would do to grades.")
    private boolean previewOnly;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask; for scripts.")
    private boolean yes;

    @Option(names = "--json", description = "Print what it does as JSON.")
    private boolean json;

    ChangeFlow(Session session) {
        this.session = session;
    }

    /** Which course. */
    abstract String course();

    /** What to change, as the service takes it; without reason and preview. */
    abstract ObjectNode change() throws IOException;

    /** For extensions and the like, whose own reason students see. */
    final Optional<String> reason() {
        return Optional.ofNullable(reason).filter(text -> !text.isBlank());
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        if (!previewOnly && reason().isEmpty()) {
            throw new IllegalArgumentException(
                    "Say why with --reason: it stays in the history. To look only, use --preview.");
        }
        String path = "/api/v1/courses/" + ApiClient.segment(course()) + "/changes";
        ObjectNode change = change();
        JsonNode shown = session.api().post(path + "/preview", change, JsonNode.class);
        Outcome outcome = Json.MAPPER.treeToValue(shown, Outcome.class);
        if (json && previewOnly) {
            session.terminal().json(shown.toString());
            return ExitCode.OK;
        }
        if (!json) {
            show(outcome);
        }
        if (previewOnly) {
            return ExitCode.OK;
        }
        if (!yes && !agrees()) {
            session.terminal().say("Nothing was changed.");
            return ExitCode.OK;
        }
        change.put("reason", reason().orElseThrow());
        change.put("preview", outcome.preview());
        JsonNode made = session.api().post(path, change, JsonNode.class);
        if (json) {
            session.terminal().json(made.toString());
            return ExitCode.OK;
        }
        Outcome done = Json.MAPPER.treeToValue(made, Outcome.class);
        session.terminal()
                .say("Change " + done.change().orElseThrow() + " is made."
                        + (done.decisions().isEmpty()
                                ? ""
                                : " To take it back: grader term withdraw " + course() + " "
                                        + String.join(
                                                " ",
                                                done.decisions().stream()
                                                        .map(id -> Long.toString(id))
                                                        .toList())));
        return ExitCode.OK;
    }

    private boolean agrees() throws IOException {
        if (!session.terminal().isInteractive()) {
            throw new IllegalArgumentException(
                    "Without a terminal nobody can be asked: repeat it with --yes to make the change.");
        }
        return session.terminal().confirm("Make this change?");
    }

    private void show(Outcome outcome) {
        Terminal terminal = session.terminal();
        if (outcome.grades().isEmpty() && outcome.finals().isEmpty()) {
            terminal.data("No grade changes.");
        } else {
            Table table = new Table("STUDENT", "ASSIGNMENT", "BEFORE", "AFTER", "UNITS", "WHY");
            outcome.grades()
                    .forEach(diff -> table.row(
                            diff.student(),
                            diff.assignment(),
                            diff.before().words(),
                            diff.after().words(),
                            diff.before().charged() + " → " + diff.after().charged(),
                            SafeText.line(diff.after().explanation())));
            outcome.finals()
                    .forEach(diff -> table.row(
                            diff.student(),
                            "final grade",
                            Outcome.FinalDiff.words(diff.before()),
                            Outcome.FinalDiff.words(diff.after()),
                            "",
                            ""));
            table.lines(terminal.width()).forEach(terminal::data);
        }
        outcome.warnings().forEach(warning -> terminal.warn(SafeText.line(warning)));
    }
}
