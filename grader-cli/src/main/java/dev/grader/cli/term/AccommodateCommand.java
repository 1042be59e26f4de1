package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "accommodate", description = "Give a student more time for every assignment, the whole term.")
final class AccommodateCommand extends DecisionFlow {
    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--student", required = true, paramLabel = "LOGIN", description = "For whom.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String student;

    @Option(names = "--days", paramLabel = "N", description = "More days.")
    private @Nullable Integer days;

    @Option(names = "--hours", paramLabel = "N", description = "More hours.")
    private @Nullable Integer hours;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            split = ",",
            description = "For assignments of these categories only; for all if left out.")
    private @Nullable List<String> categories;

    public AccommodateCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return course;
    }

    @Override
    String section() {
        return "accommodations";
    }

    @Override
    void write(ObjectNode decision) {
        decision.put("student", student);
        putNumber(decision, "days", days);
        putNumber(decision, "hours", hours);
        putAll(decision, "categories", categories);
    }
}
