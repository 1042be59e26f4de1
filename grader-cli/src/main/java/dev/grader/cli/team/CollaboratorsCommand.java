package dev.grader.cli.team;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "collaborators",
        description =
                "List who said to have worked with whom on an assignment, and who did not say so in turn; for staff.")
public final class CollaboratorsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(names = "--one-sided", description = "Only those whom the other has not named, or who are not recognised.")
    private boolean oneSided;

    public CollaboratorsCommand(Session session) {
        this.session = session;
    }

    /** What was declared with a submission. */
    record Declaration(String submission, String student, int attempt, List<Declared> declared) {}

    /** Somebody who was named. */
    record Declared(String typed, Optional<String> student, Optional<Boolean> mutual) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Table table = new Table("STUDENT", "ATTEMPT", "NAMED", "WHO IS", "NAMED IN TURN");
        for (Declaration declaration : session.api().getList(assignment.path() + "/collaborators", Declaration.class)) {
            for (Declared declared : declaration.declared()) {
                if (!oneSided || !declared.mutual().orElse(false)) {
                    table.row(
                            declaration.student(),
                            Integer.toString(declaration.attempt()),
                            SafeText.line(declared.typed()),
                            declared.student().orElse("not recognised"),
                            declared.mutual()
                                    .map(mutual -> mutual ? "yes" : "no")
                                    .orElse("–"));
                }
            }
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }
}
