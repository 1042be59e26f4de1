package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "excuse", description = "Leave an assignment out of the grade of a student, who is excused from it.")
final class ExcuseCommand extends DecisionFlow {
    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(names = "--student", required = true, paramLabel = "LOGIN", description = "For whom.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String student;

    public ExcuseCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return assignment.course();
    }

    @Override
    String section() {
        return "excused";
    }

    @Override
    void write(ObjectNode decision) {
        decision.put("part", assignment.assignment()).put("student", student);
    }
}
