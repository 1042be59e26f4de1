package dev.grader.cli.course;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.core.gradebook.csv.GuardedCsv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = {
            "List the members of a course: login, name, role and teams (staff).",
            "grader member list c --csv > members.csv, to change it and take it back with grader member import"
        })
public final class MemberListCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--role", paramLabel = "ROLE", description = "Only students, tas or instructors.")
    private @Nullable CourseRole role;

    @ArgGroup
    private @Nullable Form form;

    public MemberListCommand(Session session) {
        this.session = session;
    }

    /** What somebody is in a course. */
    enum CourseRole {
        STUDENT,
        TA,
        INSTRUCTOR
    }

    /** How the list is printed, if not as a table. */
    static final class Form {
        @Option(names = "--csv", description = "Print login, name and role as CSV, as grader member import reads it.")
        private boolean csv;

        @Option(names = "--json", description = "Print a line of JSON for each.")
        private boolean json;
    }

    /** A member as the service shows it. */
    record Member(String login, String name, String role, List<Team> teams) {
        Member {
            teams = List.copyOf(teams);
        }
    }

    /** One that a member is in. */
    record Team(String set, String team) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<JsonNode> nodes = new ArrayList<>(
                session.api().getList("/api/v1/courses/" + ApiClient.segment(course) + "/members", JsonNode.class));
        nodes.removeIf(node ->
                role != null && !role.name().equalsIgnoreCase(node.path("role").asText()));
        if (form != null && form.json) {
            nodes.forEach(node -> session.terminal().json(node.toString()));
            return ExitCode.OK;
        }
        List<Member> members = new ArrayList<>();
        for (JsonNode node : nodes) {
            members.add(Json.MAPPER.treeToValue(node, Member.class));
        }
        if (form != null && form.csv) {
            csv(members);
        } else {
            table(members).lines(session.terminal().width()).forEach(session.terminal()::data);
        }
        return ExitCode.OK;
    }

    private void csv(List<Member> members) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("login", "name", "role"));
        members.forEach(member -> rows.add(List.of(member.login(), member.name(), member.role())));
        GuardedCsv.write(rows).lines().forEach(session.terminal()::data);
    }

    private static Table table(List<Member> members) {
        Table table = new Table("LOGIN", "NAME", "ROLE", "TEAMS");
        members.forEach(member -> table.row(
                member.login(),
                SafeText.line(member.name()),
                member.role(),
                SafeText.line(member.teams().stream()
                        .map(team -> team.set() + "/" + team.team())
                        .collect(Collectors.joining(", ")))));
        return table;
    }
}
