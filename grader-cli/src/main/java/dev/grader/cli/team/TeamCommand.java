package dev.grader.cli.team;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "team",
        description = {
            "Put students together who hand in one work.",
            "An assignment names the set whose teams it is done in; a student is in one team of a set at a time."
        })
public final class TeamCommand implements Runnable {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public TeamCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: put, import or list.");
    }

    /** A team as the service shows it. */
    record Team(String set, String team, List<Member> members, Optional<List<Member>> former) {}

    /** An assignment, as far as it matters here. */
    record Assigned(Optional<String> teamSet) {}

    /** Somebody in it. */
    record Member(String student, String name) {}

    @Command(
            name = "put",
            description = "Say who is in a team. Nobody dissolves it; who leaves keeps what was handed in.")
    int put(
            @Parameters(paramLabel = "COURSE") String course,
            @Parameters(paramLabel = "SET", description = "As the assignment names it, such as pairs.") String set,
            @Parameters(paramLabel = "TEAM") String team,
            @Parameters(paramLabel = "LOGIN", arity = "0..*") List<String> members)
            throws IOException, InterruptedException {
        show(put(course, new TeamFile.Line(set, team, members == null ? List.of() : members)));
        return ExitCode.OK;
    }

    @Command(
            name = "import",
            description = {
                "Make the teams of a file, one a line: the team, then its members, separated by commas.",
                "pair 1, ada, ben"
            })
    int read(
            @Parameters(paramLabel = "COURSE") String course,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "FILE") Path file)
            throws IOException, InterruptedException {
        List<TeamFile.Line> lines = TeamFile.read(file, set);
        for (TeamFile.Line line : lines) {
            show(put(course, line));
        }
        if (session
                .api()
                .getList("/api/v1/courses/" + ApiClient.segment(course) + "/assignments", Assigned.class)
                .stream()
                .noneMatch(
                        assignment -> assignment.teamSet().filter(set::equals).isPresent())) {
            session.terminal()
                    .warn("No assignment is done in teams of '" + set
                            + "' yet. Check the name, or give an assignment this team set.");
        }
        session.terminal().say(lines.size() + (lines.size() == 1 ? " team." : " teams."));
        return ExitCode.OK;
    }

    @Command(name = "list", description = "List your teams; all, for staff.")
    int list(@Parameters(paramLabel = "COURSE") String course) throws IOException, InterruptedException {
        Table table = new Table("SET", "TEAM", "MEMBERS", "WERE IN IT");
        for (Team team : session.api().getList(teams(course), Team.class)) {
            table.row(
                    team.set(),
                    team.team(),
                    logins(team.members()),
                    logins(team.former().orElse(List.of())));
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }

    private Team put(String course, TeamFile.Line line) throws IOException, InterruptedException {
        return session.api()
                .put(
                        teams(course) + "/" + ApiClient.segment(line.set()) + "/" + ApiClient.segment(line.team()),
                        Map.of("members", line.members()),
                        Team.class);
    }

    private void show(Team team) {
        session.terminal()
                .say(team.set() + "/" + team.team() + ": "
                        + (team.members().isEmpty() ? "nobody" : logins(team.members())));
    }

    private static String teams(String course) {
        return "/api/v1/courses/" + ApiClient.segment(course) + "/teams";
    }

    private static String logins(List<Member> members) {
        return members.stream().map(Member::student).distinct().collect(Collectors.joining(", "));
    }
}
