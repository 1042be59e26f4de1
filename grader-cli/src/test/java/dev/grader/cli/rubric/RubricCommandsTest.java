package dev.grader.cli.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.CommandLines;
import dev.grader.cli.ExitCode;
import dev.grader.cli.FakeApi;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RubricCommandsTest {
    private static final String RUBRIC = "/api/v1/courses/c/assignments/talk/rubric";
    private static final String SARA = "/api/v1/courses/c/assignments/talk/students/sara/rubric";
    private static final String ITEMS = """
            "items": [{"id": "clarity", "title": "Clear slides", "points": 4, "description": "Axes have names"},
                      {"id": "depth", "title": "Depth", "points": 6.5, "description": ""}], "maximum": 10.5
            """;
    private static final String OVERVIEW = "{" + ITEMS + """
            , "lastMark": 17, "students": [
              {"student": "ali", "name": "Ali", "submission": null, "olderMarks": false, "points": null,
               "waitingFor": ["bo"], "spread": null, "disputed": false,
               "graders": [{"grader": "bo", "assigned": true, "points": null, "drafts": false, "olderDrafts": false}]},
              {"student": "sara", "name": "Sara", "submission": null, "olderMarks": false, "points": 7.75,
               "waitingFor": [], "spread": 1.5, "disputed": true,
               "graders": [{"grader": "ada", "assigned": true, "points": 8.5, "drafts": true, "olderDrafts": false},
                           {"grader": "bo", "assigned": true, "points": 7, "drafts": false, "olderDrafts": false}]}]}
            """;
    private static final String FILLED = "{\"student\": \"sara\", " + ITEMS + """
            , "points": 7.75, "feedback": [],
              "staff": {"waitingFor": [], "spread": 1.5, "disputed": true, "lastMark": 17, "history": [], "graders": [
                {"grader": "ada", "assigned": true, "points": 8.5, "drafts": true, "marks": [
                  {"grader": "ada", "item": "clarity", "points": 3.5000, "comment": "Say \\"loss\\": not # error",
                   "markedAt": "2026-11-21T12:00:00Z", "released": false},
                  {"grader": "ada", "item": "", "points": 0, "comment": "Well done",
                   "markedAt": "2026-11-21T12:00:00Z", "released": true}]}]}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final FakeApi api = new FakeApi();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    RubricCommandsTest() throws IOException {}

    @BeforeEach
    void answer() {
        api.answer("GET /api/v1/me", 200, "{\"login\":\"ada\",\"name\":\"Ada\",\"role\":\"ta\"}")
                .answer("GET " + RUBRIC, 200, OVERVIEW)
                .answer("PUT " + RUBRIC, 200, OVERVIEW)
                .answer("GET " + SARA, 200, FILLED);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theHistoryOfMarksIsInTheTimeOfTheCourse() {
        api.instead("GET " + SARA, 200, FILLED.replace("\"history\": []", """
                "history": [{"grader": "ada", "item": "depth", "points": 2, "comment": "",
                             "markedAt": "2026-11-21T12:00:00.5Z", "released": true}]"""));
        api.answer("GET /api/v1/courses/c", 200, """
                {"slug": "c", "title": "C", "timeZone": "Asia/Tehran", "secondCalendar": "SOLAR_HIJRI", "preset": "p"}""");

        assertThat(run("rubric", "show", "c/talk", "sara", "--history")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("WHEN (Asia/Tehran)", "2026-11-21 15:30:00, 30 Aban 1405");
    }

    @Test
    void theOverviewNamesWhoIsWaitedForAndWhereGradersDiffer() {
        assertThat(run("rubric", "show", "c/talk")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("7.75/10.5", "waits for bo", "ada 8.5 (drafts), bo 7", "graders differ by 1.5");

        assertThat(run("rubric", "show", "c/talk", "--disputed")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("sara").doesNotContain("ali");
    }

    @Test
    void aSheetComesBackAsItWasPrinted() throws Exception {
        assertThat(run("rubric", "sheet", "c/talk")).isEqualTo(ExitCode.OK);
        assertThat(shown())
                .contains("#   clarity: Clear slides, at most 4 – Axes have names")
                .contains("sara")
                .doesNotContain("ali");
        Path sheet = Files.writeString(folder.resolve("sheet.yaml"), shown());

        assertThat(run("rubric", "mark", "c/talk", sheet.toString())).isEqualTo(ExitCode.OK);

        String sent = api.calls().stream()
                .filter(call -> call.what().startsWith("PUT"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(Json.MAPPER.readTree(sent)).isEqualTo(Json.MAPPER.readTree("""
                {"students": [{"student": "sara", "team": false, "nothingHandedIn": true, "comment": "Well done", "items": [
                   {"item": "clarity", "points": 3.5, "comment": "Say \\"loss\\": not # error"}]}]}
                """));
        assertThat(talk.toString(StandardCharsets.UTF_8)).contains("grader rubric release c/talk --seen 17");
    }

    @Test
    void aSheetNamesTheUploadThatWasRead() throws Exception {
        api.instead("GET " + SARA, 200, ofUpload(2)).answer("GET " + SARA + "?submission=id-1", 200, ofUpload(1));

        assertThat(run("rubric", "sheet", "c/talk")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("submission: \"id-2\"  # upload 2, paper #.pdf");
        Path sheet = Files.writeString(folder.resolve("sheet.yaml"), shown());
        assertThat(run("rubric", "mark", "c/talk", sheet.toString()))
                .as(talk.toString(StandardCharsets.UTF_8))
                .isEqualTo(ExitCode.OK);
        assertThat(run("rubric", "mark", "c/talk", sheet.toString(), "--submission", "id-1"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls())
                .filteredOn(call -> call.what().startsWith("PUT"))
                .extracting(call -> Json.MAPPER
                        .readTree(call.body())
                        .at("/students/0/submission")
                        .asText())
                .containsExactly("id-2", "id-1");

        assertThat(run("rubric", "sheet", "c/talk", "sara", "--submission", "id-1"))
                .isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("submission: \"id-1\"");
        assertThat(run("rubric", "sheet", "c/talk", "--submission", "id-1")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void marksOfAnOlderUploadAreShownAsSuch() {
        api.instead(
                        "GET " + RUBRIC,
                        200,
                        OVERVIEW.replace(
                                "\"name\": \"Sara\", \"submission\": null, \"olderMarks\": false",
                                "\"name\": \"Sara\", \"submission\": null, \"olderMarks\": true"))
                .instead(
                        "GET " + SARA,
                        200,
                        ofUpload(1)
                                .replace(
                                        "\"submission\":",
                                        "\"newer\": {\"id\": \"x\", \"attempt\": 3, \"submittedAt\": \"\", \"fileName\":"
                                                + " \"n.pdf\"}, \"submission\":"));

        assertThat(run("rubric", "show", "c/talk")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("marked: an older upload; graders differ by 1.5");
        assertThat(run("rubric", "show", "c/talk", "sara")).isEqualTo(ExitCode.OK);
        assertThat(shown())
                .contains("Of upload 1, paper #.pdf:")
                .contains("There is a newer one: upload 3, n.pdf. These marks are not for it.");
    }

    private static String ofUpload(int attempt) {
        return FILLED.replace(
                "\"feedback\":",
                "\"submission\": {\"id\": \"id-" + attempt + "\", \"attempt\": " + attempt
                        + ", \"submittedAt\": \"2026-11-21T12:00:00Z\", \"fileName\": \"paper #.pdf\"}, \"feedback\":");
    }

    @Test
    void aSheetForManyMayNameATeam() throws Exception {
        Path sheet = sheet("""
                students:
                - {student: sara, team: true, items: {clarity: {points: 4}, depth: {points: ~, comment: ""}}}
                - {student: ali, items: {clarity: {points: 2.25, comment: fine}}}
                - {student: mina, items: {clarity: {points: ~}}}
                """);

        assertThat(run("rubric", "mark", "c/talk", sheet.toString())).isEqualTo(ExitCode.OK);

        assertThat(api.calls().getFirst().body())
                .contains("\"team\":true", "\"student\":\"ali\"", "2.25")
                .doesNotContain("mina", "depth");
    }

    @Test
    void aMistakeInASheetIsNamedWithItsPlaceAndNothingIsSent() throws Exception {
        Map<String, String> mistakes = Map.of(
                "students:\n- {student: sara, items: {clarity: {points: many}}}", "sara, clarity: 'many' is no number",
                "students:\n- {student: sara, items: {clarity: {comment: Good}}}", "a comment but no points",
                "students:\n- {student: sara, items: {clarity: {point: 3}}}", "has 'point', which no sheet has",
                "students:\n- {student: sara, items: {clarity: 3}}", "is not as in a sheet",
                "students:\n- {student: sara, items: {clarity: {points: 1}, clarity: {points: 2}}}",
                        "is no YAML: line 2",
                "students:\n- {items: {clarity: {points: 3}}}", "names no student",
                "students:\n- {student: sara, items: {}}", "Nothing is filled in",
                "marks: []", "no list of students");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            assertThat(run("rubric", "mark", "c/talk", sheet(mistake.getKey()).toString()))
                    .as(mistake.getKey())
                    .isEqualTo(ExitCode.USAGE);
            assertThat(talk.toString(StandardCharsets.UTF_8)).contains(mistake.getValue());
        }
        assertThat(run("rubric", "mark", "c/talk", folder.resolve("none.yaml").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void aReleaseNamesTheMarksThatItShows() {
        api.answer("POST " + RUBRIC + "/release", 200, OVERVIEW).answer("POST " + SARA + "/release", 200, FILLED);

        assertThat(run("rubric", "release", "c/talk")).isEqualTo(ExitCode.USAGE);
        assertThat(talk.toString(StandardCharsets.UTF_8))
                .contains("repeat it with --yes to release them, or with --seen");
        assertThat(run("rubric", "release", "c/talk", "--yes")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("sara").doesNotContain("ali");
        assertThat(run("rubric", "release", "c/talk", "sara", "--team", "--seen", "16"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("rubric", "release", "c/talk", "--team")).isEqualTo(ExitCode.USAGE);
        assertThat(run("rubric", "release", "c/talk", "sara", "--submission", "6a7e", "--seen", "16"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("rubric", "release", "c/talk", "--submission", "6a7e")).isEqualTo(ExitCode.USAGE);

        assertThat(api.calls())
                .filteredOn(call -> call.what().startsWith("POST"))
                .extracting(call -> Json.MAPPER.readTree(call.body()))
                .containsExactly(
                        Json.MAPPER.createObjectNode().put("lastMark", 17).put("team", false),
                        Json.MAPPER.createObjectNode().put("lastMark", 16).put("team", true),
                        Json.MAPPER
                                .createObjectNode()
                                .put("lastMark", 16)
                                .put("team", false)
                                .put("submission", "6a7e"));
    }

    @Test
    void gradersAreAssignedOrHandedOut() {
        String graders = "/api/v1/courses/c/assignments/talk/graders";
        String answer = "{\"students\": [{\"student\": \"sara\", \"graders\": [\"ada\", \"bo\"]}]}";
        api.answer("PUT " + graders, 200, answer).answer("POST " + graders + "/distribution", 200, answer);

        assertThat(run("rubric", "graders", "c/talk", "--assign", "sara=ada,bo", "--assign", "ali="))
                .isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("ada, bo");
        assertThat(run("rubric", "graders", "c/talk", "--distribute", "ada,bo", "--each", "2", "--seed", "7"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("rubric", "graders", "c/talk", "--assign", "sara")).isEqualTo(ExitCode.USAGE);

        assertThat(api.calls().getFirst().body())
                .contains("\"graders\":[\"ada\",\"bo\"]", "\"student\":\"ali\"", "\"graders\":[]");
        assertThat(api.calls().getLast().body()).contains("\"perStudent\":2", "\"seed\":7", "\"again\":false");
    }

    @Test
    void gradesAreEnteredAndTakenAway() {
        String grades = "/api/v1/courses/c/assignments/talk/grades";
        api.answer("POST " + grades, 200, """
                {"possible": 20, "history": [], "grades": [
                  {"student": "sara", "points": 17.5, "comment": "", "enteredBy": "ada", "enteredAt": "2026-11-21T12:00:00Z"}]}
                """);

        api.answer("GET /api/v1/courses/c", 200, """
                {"slug": "c", "title": "C", "timeZone": "Asia/Tehran", "preset": "p"}""");
        assertThat(run("grade", "enter", "c/talk", "sara=17.5", "ali=none", "--reason", "exam", "--allow-above"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("grade", "enter", "c/talk", "sara=-1")).isEqualTo(ExitCode.USAGE);
        assertThat(run("grade", "enter", "c/talk", "sara")).isEqualTo(ExitCode.USAGE);

        assertThat(api.calls())
                .extracting(FakeApi.Call::what)
                .containsExactly("POST " + grades, "GET /api/v1/courses/c");
        assertThat(api.calls().getFirst().body())
                .contains("{\"student\":\"sara\",\"points\":17.5}", "{\"student\":\"ali\",\"points\":null}")
                .contains("\"reason\":\"exam\"", "\"allowAbove\":true");
    }

    @Test
    void everythingThatWasEnteredIsShownAndACommentSent() {
        String grades = "/api/v1/courses/c/assignments/talk/grades";
        String answer = """
                {"possible": 20, "grades": [], "history": [
                  {"student": "sara", "points": 17.5, "comment": "", "enteredBy": "ada", "enteredAt": "2026-11-21T12:00:00Z"},
                  {"student": "sara", "points": null, "comment": "", "enteredBy": "bo", "enteredAt": "2026-11-21T13:00:00Z"}]}
                """;
        api.answer("GET " + grades, 200, answer)
                .answer("POST " + grades, 200, answer)
                .answer("GET /api/v1/courses/c", 200, """
                        {"slug": "c", "title": "C", "timeZone": "Asia/Tehran", "preset": "p"}""");

        assertThat(run("grade", "enter", "c/talk", "--history")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("17.5", "ada", "none", "bo");
        assertThat(run("grade", "enter", "c/talk", "sara=3", "--comment", "Late"))
                .isEqualTo(ExitCode.OK);
        assertThat(shown()).doesNotContain("17.5");
        assertThat(api.calls())
                .filteredOn(call -> call.what().startsWith("POST"))
                .extracting(FakeApi.Call::body)
                .singleElement()
                .asString()
                .contains("\"comment\":\"Late\"");
    }

    @Test
    void requestsAreOpenedListedAndAnswered() {
        String request = """
                {"id": 5, "assignment": "talk", "student": "sara", "text": "Task 2\\u001b[2J", "askedAt": "2026-11-21T12:00:00Z",
                 "answer": %s}""";
        String answered = request.formatted(
                "{\"outcome\": \"GRANTED\", \"text\": \"Right\", \"answeredBy\": \"ada\", \"answeredAt\": \"x\"}");
        api.answer("POST /api/v1/courses/c/assignments/talk/requests", 201, request.formatted("null"))
                .answer("GET /api/v1/courses/c/requests?open=true", 200, "[" + request.formatted("null") + "]")
                .answer("POST /api/v1/courses/c/requests/5/answer", 200, answered)
                .answer("GET /api/v1/courses/c", 200, """
                        {"slug": "c", "title": "C", "timeZone": "Asia/Tehran", "preset": "p"}""");

        assertThat(run("request", "open", "c/talk", "Task 2")).isEqualTo(ExitCode.OK);
        assertThat(run("request", "list", "c", "--open")).isEqualTo(ExitCode.OK);
        assertThat(shown())
                .contains("talk of sara, 2026-11-21 15:30:00 Asia/Tehran", "open")
                .doesNotContain("\u001b");
        assertThat(run("request", "answer", "c", "5", "granted", "Right")).isEqualTo(ExitCode.OK);
        assertThat(shown()).contains("granted by ada: Right");

        assertThat(api.calls().getFirst().body()).isEqualTo("{\"text\":\"Task 2\"}");
        assertThat(api.calls()).anySatisfy(call -> assertThat(call.body()).contains("\"outcome\":\"GRANTED\""));
    }

    private Path sheet(String text) throws IOException {
        return Files.writeString(folder.resolve("sheet.yaml"), text);
    }

    private String shown() {
        return data.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        data.reset();
        Terminal terminal = new Terminal(
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader("")),
                false,
                false,
                120);
        Map<String, String> environment =
                Map.of("GRADER_API_URL", api.url().toString(), "GRADER_TOKEN", "grd_t", "HOME", folder.toString());
        return CommandLines.of(new Session(environment, terminal)).execute(arguments);
    }
}
