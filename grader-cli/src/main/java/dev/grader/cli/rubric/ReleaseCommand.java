package dev.grader.cli.rubric;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.login.Person;
import dev.grader.cli.rubric.Overview.Student;
import dev.grader.cli.terminal.Consent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "release",
        description = "Show your marks to a student, a team, or with no student to all whom you have marked.")
public final class ReleaseCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT", index = "0")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Parameters(paramLabel = "STUDENT", index = "1", arity = "0..1")
    private @Nullable String student;

    @Option(names = "--team", description = "Also to everybody else whose document it is.")
    private boolean team;

    @Option(
            names = "--submission",
            paramLabel = "ID",
            description = "The upload whose marks are released. Default: the one that you marked last.")
    private @Nullable String submission;

    @Option(
            names = "--seen",
            paramLabel = "MARK",
            description = "Newest mark as 'mark' named it: refused when you have marked since, in another window.")
    private @Nullable Long seen;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask; for scripts.")
    private boolean yes;

    public ReleaseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (team && student == null) {
            throw new IllegalArgumentException("Name a student of the team.");
        }
        if (submission != null && student == null) {
            throw new IllegalArgumentException("Name the student whose upload it is.");
        }
        ApiClient api = session.api();
        String me = api.get("/api/v1/me", Person.class).login();
        long lastMark = seen == null ? look(api, me) : seen;
        Consent consent = new Consent(session.terminal(), yes || seen != null);
        if (!consent.isGiven("Release these marks?", "release them, or with --seen and the mark")) {
            session.terminal().say("Nothing was released.");
            return ExitCode.FAILURE;
        }
        String login = student;
        String path =
                assignment.path() + (login == null ? "" : "/students/" + ApiClient.segment(login)) + "/rubric/release";
        Map<String, Object> release = new LinkedHashMap<>(Map.of("lastMark", lastMark, "team", team));
        if (submission != null) {
            release.put("submission", submission);
        }
        api.post(path, release, Object.class);
        session.terminal().data("Released.");
        return ExitCode.OK;
    }

    /** Shows what would be released, and gives the newest mark. */
    private long look(ApiClient api, String me) throws IOException, InterruptedException {
        String login = student;
        String ofTeam = login != null && team
                ? "?team=" + ApiClient.segment(login)
                        + (submission == null ? "" : "&submission=" + ApiClient.segment(submission))
                : "";
        Overview overview = api.get(assignment.path() + "/rubric" + ofTeam, Overview.class);
        List<Student> shown = overview.students().stream()
                .filter(each -> each.hasDraftsOf(me))
                .filter(each -> login == null || team || each.student().equals(login))
                .toList();
        new OverviewView(session.terminal()).show(overview, shown);
        return overview.lastMark();
    }
}
