package dev.grader.cli.course;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.ProblemAnswer;
import dev.grader.cli.terminal.Consent;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import dev.grader.core.gradebook.csv.CsvMistake;
import dev.grader.core.gradebook.csv.CsvMistakes;
import dev.grader.core.gradebook.csv.MemberCsvReader;
import dev.grader.core.gradebook.csv.MemberCsvReader.Members;
import dev.grader.core.gradebook.csv.MemberRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Make everybody in a CSV a member of a course, or change what members may do: all of them or, when there is a"
                    + " mistake anywhere, none. What would change is shown first. Nobody is removed.",
            "The first row names the columns: login and, if wanted, name and role (student, ta or instructor). An empty cell"
                    + " changes nothing; a new member without a role is a student. A list that an administrator imports also"
                    + " makes the people who are not there yet, and gives people their names."
        })
public final class MemberImportCommand implements Callable<Integer> {
    private static final int SHOWN = 100;

    private final Session session;

    @Parameters(index = "0", paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "CSV in UTF-8, separated by commas, semicolons or tabs.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--preview", description = "Only show what would change.")
    private boolean preview;

    @Option(
            names = {"-y", "--yes"},
            description = "Do it without a question.")
    private boolean yes;

    @Option(names = "--json", description = "Print what changes as JSON.")
    private boolean json;

    public MemberImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + ".");
        }
        try (InputStream input = Files.newInputStream(file)) {
            return take(MemberCsvReader.read(input));
        } catch (CsvMistakes mistakes) {
            mistakes.mistakes().forEach(mistake -> session.terminal().data(SafeText.line(mistake.toString())));
            session.terminal().error("Nothing was changed.");
            return ExitCode.FAILURE;
        }
    }

    private int take(Members members) throws IOException, InterruptedException {
        JsonNode wanted = send(members, "preview=true");
        show(members, wanted);
        if (preview || wanted.path("changes").isEmpty()) {
            return ExitCode.OK;
        }
        if (!new Consent(session.terminal(), yes)
                .isGiven("Change the members of '" + course + "'?", "change the members of " + course)) {
            session.terminal().say("Nothing was changed.");
            return ExitCode.FAILURE;
        }
        send(
                members,
                "preview=false&expected="
                        + ApiClient.segment(wanted.path("preview").asText()));
        session.terminal().say("Done.");
        return ExitCode.OK;
    }

    private JsonNode send(Members members, String query) throws IOException, InterruptedException {
        List<Map<String, String>> list =
                members.rows().stream().map(MemberImportCommand::listed).toList();
        try {
            return session.api()
                    .post(
                            "/api/v1/courses/" + ApiClient.segment(course) + "/members?" + query,
                            Map.of("members", list),
                            JsonNode.class);
        } catch (ProblemAnswer refused) {
            List<CsvMistake> mistakes = placed(refused.member("errors"), members);
            if (mistakes.isEmpty()) {
                throw refused;
            }
            throw new CsvMistakes(mistakes);
        }
    }

    private static Map<String, String> listed(MemberRow row) {
        Map<String, String> member = new LinkedHashMap<>();
        member.put("login", row.login());
        row.name().ifPresent(name -> member.put("name", name));
        row.role().ifPresent(role -> member.put("role", role));
        return member;
    }

    /** The service counts members; people look for the row. */
    private static List<CsvMistake> placed(JsonNode errors, Members members) {
        List<CsvMistake> mistakes = new ArrayList<>();
        for (JsonNode error : errors) {
            int member = error.path("member").asInt(-1);
            if (member >= 0 && member < members.rows().size()) {
                String column = error.path("column").asText();
                mistakes.add(new CsvMistake(
                        members.rows().get(member).row(),
                        members.header().getOrDefault(column, column),
                        error.path("message").asText()));
            }
        }
        return mistakes;
    }

    private void show(Members members, JsonNode wanted) {
        JsonNode changes = wanted.path("changes");
        if (json) {
            session.terminal().json(wanted.toString());
        } else if (!changes.isEmpty()) {
            table(changes).lines(session.terminal().width()).forEach(session.terminal()::data);
            if (changes.size() > SHOWN) {
                session.terminal().say("… and " + (changes.size() - SHOWN) + " more; see them all with --json.");
            }
        }
        if (!members.ignored().isEmpty()) {
            session.terminal()
                    .warn("These columns are not kept: " + SafeText.line(String.join(", ", members.ignored())));
        }
        JsonNode otherNames = wanted.path("otherNames");
        if (!otherNames.isEmpty()) {
            session.terminal()
                    .warn(otherNames.size() + " are called otherwise here, such as "
                            + otherNames.path(0).asText()
                            + ", and keep their names: only an administrator changes them.");
        }
        int added = 0;
        int people = 0;
        for (JsonNode change : changes) {
            added += change.has("roleBefore") ? 0 : 1;
            people += change.path("newPerson").asBoolean() ? 1 : 0;
        }
        session.terminal()
                .say(added + " to add" + (people == 0 ? "" : " (" + people + " of them new people)") + ", "
                        + (changes.size() - added) + " to change, "
                        + wanted.path("unchanged").asInt() + " as they are already.");
    }

    private static Table table(JsonNode changes) {
        Table table = new Table("LOGIN", "NAME", "BEFORE", "AFTER");
        for (int index = 0; index < Math.min(SHOWN, changes.size()); index++) {
            JsonNode change = changes.path(index);
            String before = change.path("nameBefore").asText("");
            table.row(
                    change.path("login").asText(),
                    SafeText.line(change.path("name").asText() + (before.isEmpty() ? "" : ", was " + before)),
                    change.path("newPerson").asBoolean()
                            ? "new person"
                            : change.path("roleBefore").asText("no member"),
                    change.path("role").asText());
        }
        return table;
    }
}
