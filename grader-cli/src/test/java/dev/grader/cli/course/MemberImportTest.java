package dev.grader.cli.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.ApiCommands;
import dev.grader.cli.ExitCode;
import dev.grader.cli.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class MemberImportTest extends ApiCommands {
    private static final String PREVIEW = "POST /api/v1/courses/deep/members?preview=true";
    private static final String CHANGE = "POST /api/v1/courses/deep/members?preview=false&expected=abc";
    private static final String CHANGES = """
            {"applied": false, "preview": "abc", "unchanged": 3, "otherNames": ["cem"],
             "changes": [{"login": "ada", "newPerson": true, "name": "Ada", "role": "student"},
                         {"login": "ben", "newPerson": false, "name": "Ben", "nameBefore": "ben", "role": "student"},
                         {"login": "tara", "newPerson": false, "name": "Tara", "role": "instructor", "roleBefore": "ta"}]}
            """;

    @Test
    void anImportShowsWhatChangesAndAsks() throws IOException {
        api.answer(PREVIEW, 200, CHANGES).answer(CHANGE, 200, CHANGES);
        String file = file("\ufeffLogin;Name;Email;Role\r\nada;Ada;ada@x.org;\r\ntara;;;Instructor\r\n");

        assertThat(run("member", "import", "deep", file, "--preview")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines().map(String::strip))
                .anyMatch(line -> line.matches("ada +Ada +new person +student"))
                .anyMatch(line -> line.matches("ben +Ben, was ben +no member +student"))
                .anyMatch(line -> line.matches("tara +Tara +ta +instructor"));
        assertThat(shown(talk))
                .contains(
                        "2 to add (1 of them new people), 1 to change, 3 as they are already.",
                        "These columns are not kept: Email",
                        "such as cem");
        assertThat(run("member", "import", "deep", file)).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("--yes");
        assertThat(answering("no\n", "member", "import", "deep", file)).isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("Nothing was changed.");
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsOnly(PREVIEW);

        assertThat(run("member", "import", "deep", file, "--yes")).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().what()).isEqualTo(CHANGE);
        assertThat(api.calls().getLast().body())
                .isEqualTo("{\"members\":[{\"login\":\"ada\",\"name\":\"Ada\"},"
                        + "{\"login\":\"tara\",\"role\":\"instructor\"}]}");
    }

    @Test
    void theListIsATableOrTheFileThatAnImportReads() throws IOException {
        api.answer("GET /api/v1/courses/deep/members", 200, """
                [{"login": "ada", "name": "=Ada, \\"A\\"", "role": "student", "teams": [{"set": "pairs", "team": "one"}]},
                 {"login": "tara", "name": "Tara", "role": "ta", "teams": []}]""");
        assertThat(run("member", "list", "deep")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines().map(String::strip))
                .anyMatch(line -> line.matches("ada +=Ada, \"A\" +student +pairs/one"))
                .anyMatch(line -> line.matches("tara +Tara +ta"));
        assertThat(run("member", "list", "deep", "--role", "ta", "--json")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).strip())
                .isEqualTo("{\"login\":\"tara\",\"name\":\"Tara\",\"role\":\"ta\",\"teams\":[]}");
        assertThat(run("member", "list", "deep", "--json", "--csv")).isEqualTo(ExitCode.USAGE);

        assertThat(run("member", "list", "deep", "--csv")).isEqualTo(ExitCode.OK);
        String csv = shown(data);
        assertThat(csv).startsWith("login,name,role");
        api.answer(PREVIEW, 200, CHANGES);
        assertThat(run("member", "import", "deep", file(csv), "--preview")).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().body())
                .isEqualTo("{\"members\":[{\"login\":\"ada\",\"name\":\"=Ada, \\\"A\\\"\",\"role\":\"student\"},"
                        + "{\"login\":\"tara\",\"name\":\"Tara\",\"role\":\"ta\"}]}");
    }

    @Test
    void mistakesOfTheFileAreNamedAndNothingIsSent() throws IOException {
        assertThat(run("member", "import", "deep", file("login,role\nAda,boss\nben,\nben,\n"), "--yes"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(data).lines().toList())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("row 2, column 'login': 'Ada' must be"))
                .contains("row 4, column 'login': 'ben' is in row 3 already; keep one");
        assertThat(shown(talk)).contains("Nothing was changed.");
        assertThat(run("member", "import", "deep", "none.csv", "--yes")).isEqualTo(ExitCode.USAGE);
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void whatTheServiceRefusesIsNamedByRowAndColumn() throws IOException {
        api.answer(PREVIEW, 400, """
                {"status": 400, "code": "INVALID_REQUEST", "detail": "members[1], login: there is no person 'ben'",
                 "errors": [{"member": 1, "column": "login", "message": "there is no person 'ben'"}]}""");
        assertThat(run("member", "import", "deep", file("Login\nada\n\nben\n"), "--yes"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(data).lines()).containsExactly("row 4, column 'Login': there is no person 'ben'");

        api.instead(PREVIEW, 403, "{\"status\": 403, \"code\": \"NOT_ALLOWED\", \"detail\": \"Only an instructor.\"}");
        assertThat(run("member", "import", "deep", file("login\nada\n"), "--yes"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("Only an instructor.");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), text).toString();
    }
}
