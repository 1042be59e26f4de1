package dev.grader.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.core.late.LedgerEntry;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.policy.LateUnit;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ledger", description = "Show what each assignment of a course has cost in slack days.")
public final class LedgerCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--student", paramLabel = "LOGIN", description = "Somebody else's (staff).")
    private @Nullable String student;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public LedgerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String query = student == null ? "" : "?student=" + ApiClient.segment(student);
        String path = "/api/v1/courses/" + ApiClient.segment(course) + "/ledger" + query;
        JsonNode node = session.api().get(path, JsonNode.class);
        if (json) {
            session.terminal().json(node.toString());
            return ExitCode.OK;
        }
        Ledger ledger = Json.MAPPER.treeToValue(node, Ledger.class);
        CourseDates dates = CourseDates.of(session.api(), course);
        Table table = new Table("ASSIGNMENT", dates.header("DUE"), "LATE", "CHARGED", "LEFT", "PENALTY");
        for (LedgerLine line : ledger.lines()) {
            table.row(
                    line.assignment(),
                    line.due().map(dates::cell).orElse("no due date"),
                    Integer.toString(line.late()),
                    Integer.toString(line.charged()),
                    line.budget()
                            .map(budget -> line.budgetLeft() + " of " + line.budgetTotal() + " " + budget)
                            .orElse("no budget"),
                    line.penalty());
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        ledger.lines().stream()
                .filter(line -> line.status() != LedgerEntry.Status.MISSING)
                .map(line -> SafeText.line(line.assignment() + ": " + line.explanation()))
                .forEach(session.terminal()::data);
        for (Balance balance : ledger.balances()) {
            session.terminal()
                    .data(balance.budget() + ": " + balance.used() + " of " + balance.total() + " "
                            + ledger.unit().word(balance.total()) + " used, " + balance.left() + " left");
        }
        return ExitCode.OK;
    }

    /** The ledger of a student, as the service shows it. */
    record Ledger(String student, String name, LateUnit unit, List<LedgerLine> lines, List<Balance> balances) {
        Ledger {
            lines = List.copyOf(lines);
            balances = List.copyOf(balances);
        }
    }

    /** A budget of a student. */
    record Balance(String budget, int total, int used, int left) {}
}
