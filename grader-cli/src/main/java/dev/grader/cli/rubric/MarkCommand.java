package dev.grader.cli.rubric;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.file.TextFile;
import dev.grader.cli.login.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "mark",
        description =
                "Send a sheet that was filled in, all of it or nothing. Students see the marks once they are released.")
public final class MarkCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT", index = "0")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Parameters(paramLabel = "SHEET", index = "1", description = "A file as 'sheet' prints it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path sheet;

    @Option(
            names = "--submission",
            paramLabel = "ID",
            description = "The upload that was read, where the sheet names none or another; of one student.")
    private @Nullable String submission;

    public MarkCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Map<String, Object>> students = SheetFile.read(sheet.toString(), TextFile.read(sheet));
        if (students.isEmpty()) {
            throw new IllegalArgumentException("Nothing is filled in in " + sheet + ".");
        }
        if (submission != null) {
            if (students.size() != 1) {
                throw new IllegalArgumentException(
                        "An upload is one student's, but " + students.size() + " are marked in " + sheet + ".");
            }
            students.getFirst().remove("nothingHandedIn");
            students.getFirst().put("submission", submission);
        }
        Overview overview =
                session.api().put(assignment.path() + "/rubric", Map.of("students", students), Overview.class);
        String me = session.api().get("/api/v1/me", Person.class).login();
        new OverviewView(session.terminal())
                .show(
                        overview,
                        overview.students().stream()
                                .filter(student -> student.hasDraftsOf(me))
                                .toList());
        session.terminal()
                .say("These are drafts. To release them as they are: grader rubric release " + assignment + " --seen "
                        + overview.lastMark());
        return ExitCode.OK;
    }
}
