package dev.grader.cli.late;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import dev.grader.cli.file.TextFile;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.late.CategoryNotes;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.Ledger;
import dev.grader.core.late.LedgerEntry;
import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.file.EventsParser;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.file.PolicyParser;
import dev.grader.core.late.file.TermFile;
import dev.grader.core.late.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = {
            "Compute the late ledger of a term from a policy and a file of events, and say of every part why it costs "
                    + "what it costs. Mistakes in the files are shown with file, line and column; the exit status is 1 then."
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final String PRESET = "preset:";

    private final Session session;

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "The policy: a file, or preset:NAME (see grader late presets).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String policyPlace;

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE",
            description = "The calendar and the events; see docs/late-policy.md.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path eventsFile;

    @Option(names = "--student", paramLabel = "ID", description = "Only this one.")
    private @Nullable String student;

    @Option(names = "--json", description = "Print the ledger as one JSON object.")
    private boolean json;

    public ExplainCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try {
            Policy policy = policy();
            TermFile term = EventsParser.parse(eventsFile.toString(), TextFile.read(eventsFile), policy);
            Ledger ledger = LateEvaluation.evaluate(policy, term.calendar(), term.events());
            show(
                    student == null ? ledger : of(ledger, student),
                    CategoryNotes.of(policy, term.calendar().parts()));
            return ExitCode.OK;
        } catch (DocumentErrors mistakes) {
            mistakes.errors().forEach(error -> session.terminal().data(SafeText.line(error.toString())));
            return ExitCode.FAILURE;
        }
    }

    private Policy policy() throws IOException {
        return policyPlace.startsWith(PRESET)
                ? LatePresets.policy(policyPlace.substring(PRESET.length()))
                : PolicyParser.parse(policyPlace, TextFile.read(Path.of(policyPlace)));
    }

    private static Ledger of(Ledger ledger, String student) {
        Ledger own = new Ledger(
                ledger.unit(),
                ledger.entries().stream()
                        .filter(entry -> entry.member().equals(student))
                        .toList(),
                ledger.balances().stream()
                        .filter(balance -> balance.member().equals(student))
                        .toList());
        if (own.entries().isEmpty()) {
            throw new IllegalArgumentException("No event names the student '" + student + "'.");
        }
        return own;
    }

    private void show(Ledger ledger, List<String> notes) throws IOException {
        Terminal terminal = session.terminal();
        if (json) {
            terminal.json(Json.MAPPER.writeValueAsString(LedgerJson.of(ledger, notes)));
            return;
        }
        String member = "";
        for (LedgerEntry entry : ledger.entries()) {
            if (!entry.member().equals(member)) {
                if (!member.isEmpty()) {
                    balances(ledger, member);
                }
                member = entry.member();
                terminal.data(terminal.style(Terminal.Style.BOLD, SafeText.line(member)));
            }
            terminal.data("  " + SafeText.line(entry.part() + ": " + entry.explanation() + points(entry)));
        }
        balances(ledger, member);
        notes.forEach(note -> terminal.warn(SafeText.line(note)));
    }

    private void balances(Ledger ledger, String member) {
        ledger.balances().stream()
                .filter(balance -> balance.member().equals(member))
                .forEach(balance -> session.terminal()
                        .data("  "
                                + SafeText.line("%s: %d of %s used, %d left"
                                        .formatted(
                                                balance.budget(),
                                                balance.used(),
                                                ledger.unit().words(balance.total()),
                                                balance.left()))));
    }

    private static String points(LedgerEntry entry) {
        if (entry.status() == Status.EXCUSED || entry.status() == Status.MISSING) {
            return "";
        }
        return entry.earned()
                .flatMap(earned -> entry.points()
                        .map(points -> earned.compareTo(points) == 0
                                ? "; " + points.toPlainString() + " points"
                                : "; " + points.toPlainString() + " of the " + earned.toPlainString()
                                        + " earned points"))
                .orElse("");
    }
}
