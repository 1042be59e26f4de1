package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "budget",
        description = "Change a budget of slack days from a date on. It may be less than what was used already.")
final class BudgetCommand extends DecisionFlow {
    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Parameters(paramLabel = "BUDGET", description = "As the late policy names it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String budget;

    @Option(names = "--student", paramLabel = "LOGIN", split = ",", description = "Whose; everybody's if left out.")
    private @Nullable List<String> students;

    @Option(names = "--total", paramLabel = "N", description = "So many for the term, used ones included.")
    private @Nullable Integer total;

    @Option(names = "--more", paramLabel = "N", description = "So many more or, negative, fewer.")
    private @Nullable Integer more;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "MOMENT",
            description =
                    "For assignments that are due then or later; in the course's time zone, such as 2026-04-01T00:00:00.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String from;

    public BudgetCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return course;
    }

    @Override
    String section() {
        return "budget_changes";
    }

    @Override
    void write(ObjectNode decision) {
        decision.put("budget", budget).put("from", from);
        putNumber(decision, "total", total);
        putNumber(decision, "more", more);
        putAll(decision, "students", students);
    }
}
