package dev.grader.cli.rubric;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.login.Person;
import dev.grader.cli.rubric.Overview.Student;
import dev.grader.cli.rubric.SheetFile.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sheet",
        description = {
            "Print a sheet in YAML to fill in, with your marks so far.",
            "grader rubric sheet c/a > sheet.yaml"
        })
public final class SheetCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT", index = "0")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Parameters(
            paramLabel = "STUDENT",
            index = "1..*",
            arity = "0..*",
            description =
                    "For whom. Default: everybody whom you are assigned to, and those whom nobody is assigned to.")
    private List<String> students = new ArrayList<>();

    @Option(names = "--open", description = "Only students for whom you have not released every item.")
    private boolean open;

    @Option(
            names = "--submission",
            paramLabel = "ID",
            description = "An older upload of the one student who is named. Default: everybody's newest.")
    private @Nullable String submission;

    public SheetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (submission != null && students.size() != 1) {
            throw new IllegalArgumentException("An upload is one student's: name that student, and no other.");
        }
        ApiClient api = session.api();
        String me = api.get("/api/v1/me", Person.class).login();
        Overview overview = api.get(assignment.path() + "/rubric", Overview.class);
        List<String> unknown = new ArrayList<>(students);
        unknown.removeAll(overview.students().stream().map(Student::student).toList());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("These are no students of this course: " + String.join(", ", unknown));
        }
        List<Entry> entries = new ArrayList<>();
        for (Student student : overview.students()) {
            boolean wanted = students.isEmpty() ? student.isFor(me) : students.contains(student.student());
            if (wanted && !(open && isReleased(student, me))) {
                String path = assignment.path() + "/students/" + ApiClient.segment(student.student()) + "/rubric";
                Filled filled = api.get(
                        path + (submission == null ? "" : "?submission=" + ApiClient.segment(submission)),
                        Filled.class);
                entries.add(new Entry(
                        student.student(),
                        filled.submission(),
                        filled.staff().map(staff -> staff.marksOf(me)).orElse(List.of())));
            }
        }
        SheetFile.write("Rubric of " + assignment + ", marks of " + me, overview.items(), entries)
                .forEach(session.terminal()::data);
        return ExitCode.OK;
    }

    private static boolean isReleased(Student student, String me) {
        return student.graders().stream()
                .anyMatch(
                        grader -> grader.grader().equals(me) && grader.points().isPresent() && !grader.drafts());
    }
}
