package dev.grader.cli.term;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.Consent;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import java.io.IOException;

/** Shows what a change would do to grades, asks, and makes exactly that. */
public final class ChangeDialog {
    private final Session session;
    private final boolean yes;
    private final boolean json;

    /**
     * A dialog.
     *
     * @param yes whether nobody is asked
     * @param json whether data is shown as JSON
     */
    public ChangeDialog(Session session, boolean yes, boolean json) {
        this.session = session;
        this.yes = yes;
        this.json = json;
    }

    static String path(String course) {
        return "/api/v1/courses/" + ApiClient.segment(course) + "/changes";
    }

    /** Shows what the service says about a change. */
    public void show(JsonNode preview) throws IOException {
        if (json) {
            session.terminal().json(preview.toString());
        } else {
            show(Json.MAPPER.treeToValue(preview, Outcome.class));
            notes(preview);
        }
    }

    /**
     * Shows a change, and makes it when that was agreed to.
     *
     * @param change as the service takes it, without reason and preview
     * @param preview what the service says that it would do
     * @return whether it was made
     */
    public boolean make(String course, ObjectNode change, String reason, JsonNode preview)
            throws IOException, InterruptedException {
        Outcome outcome = Json.MAPPER.treeToValue(preview, Outcome.class);
        if (!json) {
            show(outcome);
            notes(preview);
        }
        if (!new Consent(session.terminal(), yes).isGiven("Make this change?", "make the change")) {
            session.terminal().say("Nothing was changed.");
            return false;
        }
        change.put("reason", reason);
        change.put("preview", outcome.preview());
        JsonNode made = session.api().post(path(course), change, JsonNode.class);
        if (json) {
            session.terminal().json(made.toString());
            return true;
        }
        Outcome done = Json.MAPPER.treeToValue(made, Outcome.class);
        session.terminal()
                .say("Change " + done.change().orElseThrow() + " is made."
                        + (done.decisions().isEmpty()
                                ? ""
                                : " To take it back: grader term withdraw " + course + " "
                                        + String.join(
                                                " ",
                                                done.decisions().stream()
                                                        .map(id -> Long.toString(id))
                                                        .toList())));
        return true;
    }

    private void notes(JsonNode preview) {
        preview.path("notes").forEach(note -> session.terminal().warn(SafeText.line(note.asText())));
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
