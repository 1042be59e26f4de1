package dev.grader.cli.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.ApiCommands;
import dev.grader.cli.ExitCode;
import dev.grader.cli.client.Json;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentCommandsTest extends ApiCommands {
    private static final String PUT = "PUT /api/v1/courses/deep/assignments/hw1";

    private static final String GET = "GET /api/v1/courses/deep/assignments/hw1";
    private static final String STORED = """
            {"slug": "hw1", "title": "First", "category": "theoretical", "kind": "file", "partOf": null,
             "due": "2026-11-30T20:29:00Z", "closes": null, "checkpoint": null, "points": 10,
             "rubric": [{"id": "all", "title": "All", "points": 10, "description": ""}], "fileTypes": ["pdf"],
             "teamSet": "pairs", "attemptsPerDay": null, "attemptsTotal": null, "coolDownSeconds": 0,
             "maximumUploadMegabytes": 50, "revision": "abc", "suite": null}""";

    @BeforeEach
    void course() {
        api.answer("GET /api/v1/courses/deep", 200, """
                {"slug": "deep", "title": "Deep", "timeZone": "Asia/Tehran", "secondCalendar": null, "preset": "p"}""");
    }

    @Test
    void whatMayNotBeMeantIsNoted() {
        api.answer(PUT, 201, """
                {"slug": "hw1", "title": "First", "category": "practial", "kind": "file", "due": "2026-11-30T20:29:00Z",
                 "notes": ["no slack days there\\u001b[2J"]}""");
        assertThat(run(
                        "assignment",
                        "create",
                        "deep/hw1",
                        "--title",
                        "First",
                        "--category",
                        "practial",
                        "--due",
                        "2026-11-30T23:59:00"))
                .isEqualTo(ExitCode.OK);
        // the service knows the time zone of the course
        assertThat(api.calls().get(1).body()).contains("\"due\":\"2026-11-30T23:59\"");
        assertThat(shown(talk))
                .contains("(practial), due 2026-11-30 23:59:00 Asia/Tehran", "no slack days there")
                .doesNotContain("\u001b");
    }

    @Test
    void whatHasNoDateIsSaidToHaveNone() {
        api.answer(PUT, 201, "{\"slug\": \"exam\", \"title\": \"Exam\", \"category\": \"exam\", \"kind\": \"none\"}");
        assertThat(run(
                        "assignment",
                        "create",
                        "deep/hw1",
                        "--title",
                        "Exam",
                        "--category",
                        "exam",
                        "--kind",
                        "none",
                        "--points",
                        "10"))
                .isEqualTo(ExitCode.OK);
        assertThat(shown(talk)).contains("Exam (exam), no due date.");
    }

    @Test
    void whatIsNotNamedIsKeptAndSentWithItsRevision() throws IOException {
        api.answer(GET, 200, STORED).answer(PUT, 200, STORED);
        assertThat(run("assignment", "create", "deep/hw1", "--title", "Second")).isEqualTo(ExitCode.OK);
        assertThat(sent()).isEqualTo(Json.MAPPER.readTree("""
                {"title": "Second", "category": "theoretical", "kind": "file", "due": "2026-11-30T20:29:00Z",
                 "rubric": [{"id": "all", "title": "All", "points": 10, "description": ""}], "fileTypes": ["pdf"],
                 "teamSet": "pairs", "coolDownSeconds": 0, "maximumUploadMegabytes": 50, "revision": "abc"}"""));

        assertThat(run("assignment", "create", "deep/hw1", "--without", "rubric,team-set", "--points", "20"))
                .isEqualTo(ExitCode.OK);
        assertThat(sent().has("rubric")).isFalse();
        assertThat(sent().has("teamSet")).isFalse();
        assertThat(sent().path("points").asInt()).isEqualTo(20);
        assertThat(run("assignment", "create", "deep/hw1", "--without", "title"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("cannot be without 'title'; it can be without part-of, due, closes");
        assertThat(run("assignment", "create", "deep/hw1", "--without", "due", "--due", "2026-12-01T23:59"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(run("assignment", "create", "deep/hw1", "--kind", "code")).isEqualTo(ExitCode.OK);
        assertThat(sent().has("rubric") || sent().has("points") || sent().has("fileTypes"))
                .isFalse();
    }

    @Test
    void aNewAssignmentNeedsTitleAndCategory() {
        assertThat(run("assignment", "create", "deep/hw1", "--title", "First")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("There is no assignment deep/hw1 yet: say --title and --category");
        assertThat(api.calls()).noneMatch(call -> call.what().startsWith("PUT"));
    }

    @Test
    void whatSomebodyElseHasChangedMeanwhileIsNotOverwritten() {
        api.answer(GET, 200, STORED).answer(PUT, 409, """
                {"status": 409, "code": "CONFLICT", "detail": "Somebody has changed 'hw1' since you read it."}""");
        assertThat(run("assignment", "create", "deep/hw1", "--title", "Second")).isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("Somebody has changed 'hw1'");
    }

    @Test
    void whatIsShownCanBeGivenBack() throws IOException {
        api.answer(GET, 200, STORED).answer(PUT, 200, STORED);
        assertThat(run("assignment", "show", "deep/hw1")).isEqualTo(ExitCode.OK);
        assertThat(shown(data))
                .contains("due: \"2026-11-30T23:59+03:30\"", "title: \"First\"", "revision: \"abc\"")
                .doesNotContain("slug", "suite", "closes");
        String file = Files.writeString(folder.resolve("hw1.yaml"), shown(data)).toString();
        assertThat(run("assignment", "show", "deep/hw1", "--json")).isEqualTo(ExitCode.OK);
        ObjectNode shown = (ObjectNode) Json.MAPPER.readTree(shown(data));

        assertThat(run("assignment", "create", "deep/hw1", "--settings", file)).isEqualTo(ExitCode.OK);
        ObjectNode given = (ObjectNode) sent();
        assertThat(given.path("due").asText()).isEqualTo("2026-11-30T23:59+03:30");
        given.remove("due");
        shown.remove("due");
        assertThat(given).isEqualTo(shown);

        String list = Files.writeString(folder.resolve("list.yaml"), "- one\n").toString();
        assertThat(run("assignment", "create", "deep/hw1", "--settings", list)).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("has no settings; 'grader assignment show deep/hw1' prints");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() throws IOException {
        String settings = Files.writeString(folder.resolve("hw1.yaml"), "title: A\ncategory: c\ntitle: B\n")
                .toString();
        assertThat(run("assignment", "create", "deep/hw1", "--settings", settings))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("hw1.yaml cannot be read: line 3: Duplicate field 'title'");

        String rubric = Files.writeString(folder.resolve("rubric.yaml"), "- {id: a, points: 1, points: 2}\n")
                .toString();
        assertThat(run("assignment", "create", "deep/hw1", "--rubric", rubric)).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("rubric.yaml cannot be read: line 1: Duplicate field 'points'");
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void whoDoesNotAgreeToOtherGradesHasMadeNothing() {
        api.answer(GET, 200, STORED).answer(PUT, 409, """
                {"status": 409, "code": "CONFLICT", "detail": "Grades would change.",
                 "outcome": {"preview": "p1", "decisions": [], "grades": [], "finals": [], "warnings": [], "notes": []}}""");
        assertThat(answering("n\n", "assignment", "create", "deep/hw1", "--points", "20", "--reason", "r"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("Nothing was changed.");
    }

    private JsonNode sent() throws IOException {
        return Json.MAPPER.readTree(api.calls().stream()
                .filter(call -> call.what().equals(PUT))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .body());
    }
}
