package dev.grader.cli.team;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.Consent;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the teams of a file the teams of a set, all of them or none, after showing who moves. */
final class TeamImport {
    private static final int SHOWN = 100;

    private final Session session;
    private final String course;
    private final String set;

    TeamImport(Session session, String course, String set) {
        this.session = session;
        this.course = "/api/v1/courses/" + ApiClient.segment(course);
        this.set = set;
    }

    /** What the service says that it changes. */
    record Moves(String preview, int teams, List<Move> moves, List<String> dissolved) {}

    /** A student who changes teams. */
    record Move(String student, String name, Optional<String> from, Optional<String> to) {}

    /** An assignment, as far as it matters here. */
    record Assigned(Optional<String> teamSet) {}

    int run(Path file, boolean preview, boolean yes) throws IOException, InterruptedException {
        Map<String, Object> teams = Map.of("teams", TeamFile.read(file));
        Moves wanted = send(teams, "preview=true");
        show(wanted);
        warnOfUnknownSet();
        if (preview || wanted.moves().isEmpty()) {
            return ExitCode.OK;
        }
        if (!new Consent(session.terminal(), yes)
                .isGiven("Make these the teams of '" + set + "'?", "make these the teams of " + set)) {
            session.terminal().say("Nothing was changed.");
            return ExitCode.FAILURE;
        }
        Moves made = send(teams, "preview=false&expected=" + ApiClient.segment(wanted.preview()));
        session.terminal().say(made.teams() + (made.teams() == 1 ? " team." : " teams."));
        return ExitCode.OK;
    }

    private Moves send(Map<String, Object> teams, String query) throws IOException, InterruptedException {
        return session.api().put(course + "/teams/" + ApiClient.segment(set) + "?" + query, teams, Moves.class);
    }

    private void show(Moves wanted) {
        if (wanted.moves().isEmpty()) {
            session.terminal().say("Everybody is in these teams already.");
            return;
        }
        Table table = new Table("STUDENT", "NAME", "FROM", "TO");
        wanted.moves().stream()
                .limit(SHOWN)
                .forEach(move -> table.row(
                        move.student(),
                        SafeText.line(move.name()),
                        move.from().orElse("–"),
                        move.to().orElse("–")));
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        if (wanted.moves().size() > SHOWN) {
            session.terminal().say("… and " + (wanted.moves().size() - SHOWN) + " more.");
        }
        if (!wanted.dissolved().isEmpty()) {
            session.terminal().warn("Nobody is in these teams any more: " + String.join(", ", wanted.dissolved()));
        }
    }

    private void warnOfUnknownSet() throws IOException, InterruptedException {
        if (session.api().getList(course + "/assignments", Assigned.class).stream()
                .noneMatch(
                        assignment -> assignment.teamSet().filter(set::equals).isPresent())) {
            session.terminal()
                    .warn("No assignment is done in teams of '" + set
                            + "' yet. Check the name, or give an assignment this team set.");
        }
    }
}
