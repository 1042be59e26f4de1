package dev.grader.cli.term;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A change of a term: shown as a difference of grades first, and made only when that was agreed to. */
abstract class ChangeFlow implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description =
                    "Why; needed, except with --preview. It stays in the history of the course, and students see it with what was"
                            + " decided for them.")
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

    /** Which document of the course is only to be printed; empty when there is something to change. */
    Optional<String> documentToShow() {
        return Optional.empty();
    }

    /** For extensions and the like, whose own reason students see. */
    final Optional<String> reason() {
        return Optional.ofNullable(reason).filter(text -> !text.isBlank());
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Optional<String> document = documentToShow();
        return document.isPresent() ? print(document.get()) : make();
    }

    private int print(String document) throws IOException, InterruptedException {
        JsonNode found =
                session.api().get("/api/v1/courses/" + ApiClient.segment(course()) + "/" + document, JsonNode.class);
        // as it is, to be edited and sent back; YAML has no control characters
        session.terminal().data(found.path("text").asText().stripTrailing());
        return ExitCode.OK;
    }

    private int make() throws IOException, InterruptedException {
        if (!previewOnly && reason().isEmpty()) {
            throw new IllegalArgumentException(
                    "Say why with --reason: it stays in the history. To look only, use --preview.");
        }
        ObjectNode change = change();
        JsonNode shown = session.api().post(ChangeDialog.path(course()) + "/preview", change, JsonNode.class);
        ChangeDialog dialog = new ChangeDialog(session, yes, json);
        if (previewOnly) {
            dialog.show(shown);
            return ExitCode.OK;
        }
        boolean isMade = dialog.make(course(), change, reason().orElseThrow(), shown);
        return isMade ? ExitCode.OK : ExitCode.FAILURE;
    }
}
