package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "extend",
        description = "Give somebody, or without --student everybody, a later due date; days of it cost nothing.")
final class ExtendCommand extends DecisionFlow {
    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(names = "--student", paramLabel = "LOGIN", split = ",", description = "For whom; everybody if left out.")
    private @Nullable List<String> students;

    @Option(
            names = "--until",
            paramLabel = "MOMENT",
            description = "In the course's time zone, such as 2026-11-30T23:59:00.")
    private @Nullable String until;

    @Option(names = "--days", paramLabel = "N", description = "By so many days; may go with --hours.")
    private @Nullable Integer days;

    @Option(names = "--hours", paramLabel = "N", description = "By so many hours.")
    private @Nullable Integer hours;

    @Option(names = "--endless", description = "Nothing is late any more.")
    private boolean endless;

    public ExtendCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return assignment.course();
    }

    @Override
    String section() {
        return "extensions";
    }

    @Override
    void write(ObjectNode decision) {
        decision.put("part", assignment.assignment());
        putAll(decision, "students", students);
        putNumber(decision, "days", days);
        putNumber(decision, "hours", hours);
        if (until != null) {
            decision.put("until", until);
        }
        if (endless) {
            decision.put("endless", true);
        }
    }
}
