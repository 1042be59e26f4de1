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
import picocli.CommandLine.Option;
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

    /** Somebody in it. */
    record Member(String student, String name) {}

    @Command(
            name = "put",
            description = "Say who is in a team. Nobody dissolves it; who leaves keeps what was handed in.")
    int put(
            @Parameters(paramLabel = "COURSE") String course,
            @Parameters(paramLabel = "SET", description = "As the assignment names it, such as pairs.") String set,
            @Parameters(paramLabel = "TEAM", description = "Its name; made if there is none.") String team,
            @Parameters(paramLabel = "LOGIN", arity = "0..*", description = "Everybody who is to be in it.")
                    List<String> members)
            throws IOException, InterruptedException {
        show(session.api()
                .put(
                        teams(course) + "/" + ApiClient.segment(set) + "/" + ApiClient.segment(team),
                        Map.of("members", members == null ? List.of() : members),
                        Team.class));
        return ExitCode.OK;
    }

    @Command(
            name = "import",
            description = {
                "Make the teams of a file the teams of a set, all of them or none, after showing who moves. One a line: the"
                        + " team, then its members, separated by commas. Who is in no line is in no team of the set then.",
                "Such as: pair 1, ada, ben"
            })
    int read(
            @Parameters(paramLabel = "COURSE") String course,
            @Parameters(paramLabel = "SET") String set,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--preview", description = "Only show who would move.") boolean preview,
            @Option(
                            names = {"-y", "--yes"},
                            description = "Do it without a question.")
                    boolean yes)
            throws IOException, InterruptedException {
        return new TeamImport(session, course, set).run(file, preview, yes);
    }

    @Command(name = "list", description = "List your teams; all, for staff.")
    int list(@Parameters(paramLabel = "COURSE") String course) throws IOException, InterruptedException {
        Table table = new Table("SET", "TEAM", "MEMBERS", "WERE IN IT");
        for (Team team : session.api().getList(teams(course), Team.class)) {
            table.row(team.set(), team.team(), logins(team.members()), logins(left(team)));
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }

    private void show(Team team) {
        session.terminal()
                .say(team.set() + "/" + team.team() + ": "
                        + (team.members().isEmpty() ? "nobody" : logins(team.members())));
    }

    private static String teams(String course) {
        return "/api/v1/courses/" + ApiClient.segment(course) + "/teams";
    }

    /** Who was in it and is not any more; who came back is a member. */
    private static List<Member> left(Team team) {
        List<String> there = team.members().stream().map(Member::student).toList();
        return team.former().orElse(List.of()).stream()
                .filter(member -> !there.contains(member.student()))
                .toList();
    }

    private static String logins(List<Member> members) {
        return members.stream().map(Member::student).distinct().collect(Collectors.joining(", "));
    }
}
