package dev.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Commands as a person types them, against a server that answers as the API would. */
class CommandsTest {
    private static final String UPLOADS = "POST /api/v1/courses/c/assignments/a/uploads";
    private static final String CONTENT = "PUT /api/v1/uploads/u1/content";
    private static final String SUBMIT = "POST /api/v1/uploads/u1/submit";
    private static final String EVENTS = "GET /api/v1/submissions/9/events";

    @TempDir
    private Path folder;

    private final FakeApi api = new FakeApi();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();
    private final StringWriter usage = new StringWriter();

    CommandsTest() throws IOException {}

    @BeforeEach
    void answer() {
        api.answer("GET /api/v1/courses/c", 200, """
                {"slug": "c", "title": "C", "timeZone": "Asia/Tehran", "secondCalendar": "SOLAR_HIJRI", "preset": "p"}""");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void withoutATokenTheStatusSaysThatALoginIsNeeded() {
        assertThat(run("", Map.of(), false, "whoami")).isEqualTo(ExitCode.NEEDS_LOGIN);
        assertThat(shown(talk)).contains("grader login");
    }

    @Test
    void aVoidTokenNeedsALoginToo() {
        api.answer(
                "GET /api/v1/me",
                401,
                "{\"detail\":\"The token is unknown.\",\"code\":\"NOT_LOGGED_IN\",\"fault\":\"STUDENT\"}");

        assertThat(run("whoami")).isEqualTo(ExitCode.NEEDS_LOGIN);
        assertThat(shown(talk).strip()).isEqualTo("The token is unknown. [NOT_LOGGED_IN: yours to fix]");
    }

    @Test
    void loginChecksTheTokenAndKeepsItForTheOwnerOnly() throws Exception {
        api.answer("GET /api/v1/me", 200, "{\"login\":\"sara\",\"name\":\"Sara\",\"role\":\"student\"}");
        Map<String, String> home = Map.of("HOME", folder.toString());

        assertThat(run("grd_secret\n", home, false, "login", api.url().toString(), "--token-stdin"))
                .isEqualTo(ExitCode.OK);
        Path kept = folder.resolve(".config/grader/credentials.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(run("", home, false, "whoami")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).startsWith("sara (student, Sara)");
        assertThat(api.calls()).allMatch(call -> call.authorization().equals("Bearer grd_secret"));
        assertThat(shown(talk)).doesNotContain("grd_secret");
    }

    @Test
    void aKeptTokenIsNotSentToAnotherService() throws Exception {
        api.answer("GET /api/v1/me", 200, "{\"login\":\"sara\",\"name\":\"Sara\",\"role\":\"student\"}");
        Map<String, String> home = Map.of("HOME", folder.toString());
        run("grd_secret\n", home, false, "login", api.url().toString(), "--token-stdin");

        try (FakeApi other = new FakeApi()) {
            Map<String, String> elsewhere = Map.of(
                    "HOME", folder.toString(), "GRADER_API_URL", other.url().toString());
            assertThat(run("", elsewhere, false, "whoami")).isEqualTo(ExitCode.NEEDS_LOGIN);
            assertThat(other.calls()).isEmpty();
        }
    }

    @Test
    void aServiceThatDoesNotAnswerIsInfrastructure() {
        api.close();

        assertThat(run("whoami")).isEqualTo(ExitCode.INFRASTRUCTURE);
    }

    @Test
    void aFaultOfTheServiceIsInfrastructure() {
        api.answer("GET /api/v1/me", 502, "text/html", "<html>bad gateway</html>");

        assertThat(run("whoami")).isEqualTo(ExitCode.INFRASTRUCTURE);
        assertThat(shown(talk)).contains("502").doesNotContain("<html>");
    }

    @Test
    void aPreviewSaysWhoseGradeChangesAndHowToApplyIt() {
        api.answer("GET /api/v1/courses/c/assignments/a/suites/2/preview", 200, """
                {"id": "abc", "version": 2, "unchanged": 3, "rerun": 0, "pending": 1,
                 "versions": [{"from": 1, "tests": [
                   {"testId": "by-hand", "change": "RESCORED", "reasons": ["points: 5 → 7"]}]}],
                 "submissions": [{"submission": "s1", "student": "anna", "attempt": 1, "from": 1,
                   "oldPoints": 10, "oldMaximum": 10, "oldFinal": 9, "newPoints": 12, "newMaximum": 12, "newFinal": 10.8,
                   "tests": [{"testId": "by-hand", "oldVerdict": "PASSED", "oldPoints": 5, "newVerdict": "PASSED",
                              "newPoints": 7, "why": ["points: 5 → 7"]}], "rerun": []}]}
                """);

        assertThat(run("suite", "preview", "c/a", "2")).isEqualTo(ExitCode.OK);

        assertThat(shown(data))
                .contains("by-hand: rescored (points: 5 → 7)")
                .contains("anna")
                .contains("10/10")
                .contains("12/12")
                .contains("9 → 10.8")
                .contains("that keep their grade: 3; being graded: 1.")
                .contains("grader suite apply … abc");
    }

    @Test
    void applyingSendsThePreviewAndTheReason() {
        api.answer(
                "POST /api/v1/courses/c/assignments/a/suites/2/apply",
                200,
                "{\"version\": 2, \"graded\": 4, \"changed\": 1, \"pending\": 0}");

        assertThat(run("suite", "apply", "c/a", "2", "abc", "--reason", "too little"))
                .isEqualTo(ExitCode.OK);

        assertThat(api.calls().getFirst().body()).contains("\"preview\":\"abc\"", "\"reason\":\"too little\"");
        assertThat(shown(data)).contains("graded by version 2 now: 4, with another grade than before: 1.");
    }

    @Test
    void aMarkIsSentAndTheRubricShown() {
        String sheet = """
                {"tests": [{"test": "report", "title": "Report", "released": false, "items": [
                   {"item": "plots", "title": "Plots", "description": "", "maximum": 2, "mark":
                     {"test": "report", "item": "plots", "points": 1.5, "comment": "Name the axes", "grader": "tia",
                      "markedAt": "2026-11-21T12:00:00Z", "released": false}},
                   {"item": "text", "title": "Text", "description": "", "maximum": 3, "mark": null}]}],
                 "history": []}
                """;
        api.answer("PUT /api/v1/submissions/s1/marks/report/plots", 200, sheet);

        assertThat(run("grade", "manual", "mark", "s1", "report/plots", "1.5", "--comment", "Name the axes"))
                .isEqualTo(ExitCode.OK);

        assertThat(api.calls().getFirst().body()).contains("\"points\":1.5", "\"comment\":\"Name the axes\"");
        assertThat(shown(data)).contains("report/plots", "1.5/2", "–/3", "tia");
    }

    @Test
    void theHistoryOfMarksIsInTheTimeOfTheCourse() {
        api.answer("GET /api/v1/submissions/s1/marks", 200, """
                {"tests": [], "history": [{"test": "report", "item": "plots", "points": 1.5, "comment": "", "grader": "tia",
                  "markedAt": "2026-11-21T12:00:00.123456Z", "released": false}]}
                """);
        api.answer("GET /api/v1/submissions/s1", 200, submission("GRADED", RESULT));

        assertThat(run("grade", "manual", "show", "s1", "--history")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("WHEN (Asia/Tehran)", "2026-11-21 15:30:00, 30 Aban 1405  report/plots");
    }

    @Test
    void aReleaseNamesTheMarksThatItShows() {
        String sheet = """
                {"tests": [{"test": "report", "title": "Report", "released": false, "lastMark": 17, "items": [
                   {"item": "plots", "title": "Plots", "description": "", "maximum": 2, "mark": null}]}], "history": []}
                """;
        api.answer("GET /api/v1/submissions/s1/marks", 200, sheet);
        api.answer("POST /api/v1/submissions/s1/marks/report/release", 200, sheet);

        assertThat(run("grade", "manual", "release", "s1", "report")).isEqualTo(ExitCode.OK);
        assertThat(run("grade", "manual", "release", "s1", "report", "--seen", "16"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("no\n", token(), true, "grade", "manual", "release", "s1", "report"))
                .isEqualTo(ExitCode.FAILURE);

        assertThat(api.calls())
                .filteredOn(call -> call.what().startsWith("POST"))
                .extracting(FakeApi.Call::body)
                .containsExactly("{\"lastMark\":17}", "{\"lastMark\":16}");
    }

    @Test
    void whatPeopleSayIsShownEvenWhereNothingIsWrong() {
        api.answer(
                "GET /api/v1/submissions/9",
                200,
                submission(
                        "GRADED",
                        RESULT.replace(
                                "\"messages\":[\"right\"]", "\"messages\":[\"Plots: beautiful\"],\"byPeople\":true")));

        assertThat(run("status", "9")).isEqualTo(ExitCode.OK);

        assertThat(shown(data)).contains("Plots: beautiful");
    }

    @Test
    void submittingAnnouncesQuotesSendsAndAcceptsTheQuote() throws Exception {
        late("q1");
        api.answer(CONTENT, 200, "{}").answer(SUBMIT, 202, submission("QUEUED", ""));

        assertThat(run("submit", "c/a", zip().toString(), "--yes")).isEqualTo(ExitCode.OK);

        assertThat(api.calls()).extracting(FakeApi.Call::what).containsExactly(UPLOADS, CONTENT, SUBMIT);
        assertThat(api.calls().getFirst().body())
                .contains("\"size\":3", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(api.calls().get(1).body()).isEqualTo("abc");
        assertThat(api.calls().getLast().body()).contains("\"acceptedQuote\":\"q1\"");
        assertThat(shown(talk)).contains("27 h late: 2 of 10 practical slack days used");
        assertThat(shown(data)).isEqualTo("9\n");
    }

    @Test
    void aDocumentForPeopleIsSentAsItIsAndCodeIsZipped() throws Exception {
        late("q1");
        api.answer("GET /api/v1/courses/c/assignments/a", 200, "{\"kind\": \"file\"}")
                .answer(CONTENT, 200, "{}")
                .answer(SUBMIT, 202, submission("HANDED_IN", ""));
        Path report = Files.writeString(folder.resolve("report.pdf"), "%PDF-1.7");

        assertThat(run("submit", "c/a", report.toString(), "--yes")).isEqualTo(ExitCode.OK);
        assertThat(api.calls())
                .filteredOn(call -> call.what().equals(UPLOADS))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("\"fileName\":\"report.pdf\"", "\"size\":8"));
        assertThat(api.calls())
                .filteredOn(call -> call.what().equals(CONTENT))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).isEqualTo("%PDF-1.7"));
    }

    @Test
    void whatPeopleGradeIsDoneWhenItIsHandedIn() {
        api.answer("GET /api/v1/submissions/9", 200, submission("HANDED_IN", ""));

        assertThat(run("status", "9")).isEqualTo(ExitCode.OK);
        assertThat(shown(data))
                .contains(
                        "is handed in: people grade it.",
                        "Receipt: R-9 for 3 bytes received at 2026-11-21 15:30:00 Asia/Tehran (30 Aban 1405), SHA-256 ba78");
    }

    @Test
    void teamsAreMadeFromAFileAfterAQuestion() throws Exception {
        String moves = """
                {"applied": false, "preview": "p1", "teams": 2, "dissolved": ["three"], "moves": [
                  {"student": "ada", "name": "Ada", "from": "three", "to": "one"},
                  {"student": "dan", "name": "Dan", "from": "three"}]}
                """;
        String preview = "PUT /api/v1/courses/c/teams/pairs?preview=true";
        String applied = "PUT /api/v1/courses/c/teams/pairs?preview=false&expected=p1";
        api.answer(preview, 200, moves)
                .answer(applied, 200, moves)
                .answer("GET /api/v1/courses/c/assignments", 200, "[{\"teamSet\": \"pears\"}, {\"teamSet\": null}]");
        String file = Files.writeString(folder.resolve("teams.csv"), "\ufeff# our pairs\none, ada, ben\n\ntwo,cem\n")
                .toString();

        assertThat(run("team", "import", "c", "pairs", file, "--preview")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines())
                .anyMatch(line -> line.matches("ada +Ada +three +one *"))
                .anyMatch(line -> line.matches("dan +Dan +three +– *"));
        assertThat(shown(talk))
                .contains("Nobody is in these teams any more: three", "No assignment is done in teams of 'pairs'");
        assertThat(run("team", "import", "c", "pairs", file)).isEqualTo(ExitCode.USAGE);
        assertThat(run("n\n", token(), true, "team", "import", "c", "pairs", file))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(api.calls()).extracting(FakeApi.Call::what).doesNotContain(applied);

        assertThat(run("team", "import", "c", "pairs", file, "--yes")).isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast()).satisfies(call -> {
            assertThat(call.what()).isEqualTo(applied);
            assertThat(call.body())
                    .isEqualTo("{\"teams\":[{\"team\":\"one\",\"members\":[\"ada\",\"ben\"]},"
                            + "{\"team\":\"two\",\"members\":[\"cem\"]}]}");
        });
        assertThat(shown(talk)).contains("2 teams.");
    }

    @Test
    void teamsThatAreAsInTheFileAreLeftAlone() throws Exception {
        api.answer("PUT /api/v1/courses/c/teams/pairs?preview=true", 200, """
                        {"applied": false, "preview": "p1", "teams": 1, "dissolved": [], "moves": []}
                        """)
                .answer("GET /api/v1/courses/c/assignments", 200, "[{\"teamSet\": \"pairs\"}]");
        String file = Files.writeString(folder.resolve("teams.csv"), "one, ada, ben\n")
                .toString();

        assertThat(run("team", "import", "c", "pairs", file, "--yes")).isEqualTo(ExitCode.OK);

        assertThat(shown(talk)).contains("Everybody is in these teams already.").doesNotContain("No assignment");
        assertThat(api.calls()).extracting(FakeApi.Call::what).noneMatch(call -> call.contains("preview=false"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            one                    | :1: write the team and its members
            one, ada,              | :1: write the team and its members
            one, ada;two, ben, ada | :2: ada is in line 1 already
            one, ada;one, ben      | :2: there is a team one already
            """)
    void aFileOfTeamsWithAMistakeMakesNone(String content, String mistake) throws Exception {
        Path file = Files.writeString(folder.resolve("teams.csv"), content.replace(';', '\n'));

        assertThat(run("team", "import", "c", "pairs", file.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(shown(talk)).contains(mistake);
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void declaredCollaboratorsAreListedWithWhoDidNotNameThemBack() {
        api.answer("GET /api/v1/courses/c/assignments/a/collaborators", 200, """
                [{"submission": "9", "student": "ada", "members": ["ada"], "attempt": 2,
                  "submittedAt": "2026-11-21T12:00:00Z", "declared": [
                    {"typed": "Ben", "student": "ben", "mutual": true},
                    {"typed": "cem", "student": "cem", "mutual": false},
                    {"typed": "a friend", "student": null, "mutual": null}]}]
                """);

        assertThat(run("collaborators", "c/a")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("Ben", "yes", "a friend", "not recognised");
        assertThat(run("collaborators", "c/a", "--one-sided")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("cem", "a friend").doesNotContain("Ben");
    }

    @Test
    void withoutATerminalALateSubmissionNeedsTheFlag() throws Exception {
        late("q1");

        assertThat(run("submit", "c/a", zip().toString())).isEqualTo(ExitCode.USAGE);

        assertThat(shown(talk)).contains("--yes");
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsExactly(UPLOADS);
    }

    @Test
    void aPersonMayDeclineTheCost() throws Exception {
        late("q1");

        assertThat(run("n\n", token(), true, "submit", "c/a", zip().toString())).isEqualTo(ExitCode.FAILURE);

        assertThat(shown(talk)).contains("Submit? [y/N]", "Nothing was submitted.");
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsExactly(UPLOADS);
    }

    @Test
    void aCostThatChangedMeanwhileIsShownAndAskedForAgain() throws Exception {
        late("q1");
        api.answer(CONTENT, 200, "{}")
                .answer(
                        SUBMIT,
                        409,
                        "{\"detail\":\"The cost is another one now.\",\"code\":\"LATE_COST_CHANGED\",\"quote\":"
                                + quote("q2", 172_900, "2 days late: 3 of 10 practical slack days used")
                                + "}")
                .answer(SUBMIT, 202, submission("QUEUED", ""));

        assertThat(run("y\ny\n", token(), true, "submit", "c/a", zip().toString()))
                .isEqualTo(ExitCode.OK);

        assertThat(shown(talk)).contains("27 h late", "2 days late: 3 of 10");
        assertThat(api.calls().getLast().body()).contains("\"acceptedQuote\":\"q2\"");
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsOnlyOnce(CONTENT);
    }

    @Test
    void waitingShowsEachStepAndTheResultAndGoesOnAfterABreak() throws Exception {
        late("q1");
        api.answer(CONTENT, 200, "{}")
                .answer(SUBMIT, 202, submission("QUEUED", ""))
                .answer("GET /api/v1/submissions/9", 200, submission("RUNNING", ""))
                .answer(EVENTS, 200, "text/event-stream", BROKEN_STREAM)
                .answer(EVENTS, 503, "{\"detail\":\"No database.\",\"code\":\"UNAVAILABLE\"}")
                .answer(EVENTS, 200, "text/event-stream", "event: end\ndata: " + submission("GRADED", RESULT) + "\n\n");

        assertThat(run("submit", "c/a", zip().toString(), "--yes", "--wait", "--pass-points", "15"))
                .isEqualTo(ExitCode.OK);

        assertThat(shown(talk)).containsSubsequence("queued", "started", "epoch  1/15", "loss   1.5000", "50.0 %");
        assertThat(shown(data))
                .containsSubsequence(
                        "Linear (hidden)",
                        "10/10",
                        "passed",
                        "Backward",
                        "5/20",
                        "partial",
                        "worst at [0, 3]",
                        "Raw score:   15 of 30",
                        "27 h late",
                        "Final score: 15 of 30",
                        "Receipt: R-9",
                        "received at 2026-11-21 15:30:00 Asia/Tehran (30 Aban 1405)")
                .doesNotContain("\u001b");
        assertThat(api.calls())
                .filteredOn(call -> call.what().equals(EVENTS))
                .last()
                .extracting(FakeApi.Call::lastEventId)
                .isEqualTo("4");
    }

    @Test
    void gradedBelowThePassPointsHasAStatusOfItsOwn() throws Exception {
        api.answer("GET /api/v1/submissions/9", 200, submission("GRADED", RESULT));

        assertThat(run("status", "9", "--pass-points", "16")).isEqualTo(ExitCode.BELOW_PASS);
        assertThat(run("status", "9", "--pass-points", "15")).isEqualTo(ExitCode.OK);
    }

    @Test
    void aSubmissionThatCouldNotBeGradedIsInfrastructure() {
        api.answer("GET /api/v1/submissions/9", 200, submission("SYSTEM_ERROR", ""));

        assertThat(run("status", "9")).isEqualTo(ExitCode.INFRASTRUCTURE);
        assertThat(shown(data)).contains("no fault of yours");
    }

    @Test
    void aSubmissionCanBeHadAsJson() throws Exception {
        api.answer("GET /api/v1/submissions/9", 200, submission("GRADED", RESULT));

        assertThat(run("status", "9", "--json")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).strip()).startsWith("{").endsWith("}").contains("\"finalPoints\":15");
    }

    @Test
    void jsonCannotMoveTheCursor() {
        api.answer("GET /api/v1/courses/deep/audit?limit=100", 200, "[{\"id\":1,\"reason\":\"\u009b2Jgone\u202e\"}]");

        assertThat(run("term", "history", "deep", "--json")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).strip()).isEqualTo("{\"id\":1,\"reason\":\"\\u009b2Jgone\\u202e\"}");
    }

    @Test
    void theHistoryIsListedToItsBeginning() {
        api.answer("GET /api/v1/courses/deep/changes?limit=100", 200, changes(150, 51));
        api.answer("GET /api/v1/courses/deep/changes?limit=100&before=51", 200, changes(50, 1));

        assertThat(run("term", "history", "deep", "--decisions", "--json")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines()).hasSize(150).last().isEqualTo("{\"id\":1,\"decisions\":[]}");
    }

    private static String changes(int newest, int oldest) {
        return IntStream.rangeClosed(oldest, newest)
                .mapToObj(id -> "{\"id\":" + (newest + oldest - id) + ",\"decisions\":[]}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void aNameThatCannotExistIsAskedForLikeAnyOtherAndNotFound() {
        assertThat(run("assignment", "list", "a b/c")).isEqualTo(ExitCode.FAILURE);
        assertThat(run("course", "member", "no such", "x?y")).isEqualTo(ExitCode.FAILURE);
        assertThat(run("ledger", "50%")).isEqualTo(ExitCode.FAILURE);

        assertThat(api.calls())
                .extracting(FakeApi.Call::what)
                .containsExactly(
                        "GET /api/v1/courses/a%20b%2Fc/assignments",
                        "PUT /api/v1/courses/no%20such/members/x%3Fy", "GET /api/v1/courses/50%25/ledger");
    }

    @Test
    void aMomentThatCannotBeReadIsExplainedByAnExample() {
        assertThat(run("assignment", "create", "c/a", "--title", "A", "--category", "practical", "--due", "tomorrow"))
                .isEqualTo(ExitCode.USAGE);

        assertThat(shownError()).contains("there is no moment 'tomorrow'", "2026-11-30T23:59:59+03:30");
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void aMomentMayHaveAZoneAndIsShownInThoseOfTheCourse() {
        api.answer(
                "PUT /api/v1/courses/c/assignments/a",
                201,
                "{\"slug\":\"a\",\"title\":\"A\",\"category\":\"practical\",\"due\":\"2026-11-30T20:29:59.250748Z\"}");

        assertThat(run(
                        "assignment",
                        "create",
                        "c/a",
                        "--title",
                        "A",
                        "--category",
                        "practical",
                        "--due",
                        "2026-11-30T23:59:59+03:30"))
                .isEqualTo(ExitCode.OK);

        assertThat(api.calls().get(1).body()).contains("\"due\":\"2026-11-30T20:29:59Z\"");
        assertThat(shown(talk)).contains("due 2026-11-30 23:59:59 Asia/Tehran (9 Azar 1405).");
    }

    @Test
    void settingsThatChangeGradesAreShownAndAskedFor() {
        String outcome = """
                {"preview": "p1", "change": %s, "decisions": [], "finals": [], "warnings": [], "grades": [
                  {"student": "ada", "assignment": "a", "before": {"standing": "earned", "points": 36, "charged": 3,
                    "explanation": "late"}, "after": {"standing": "earned", "points": 40, "charged": 3,
                    "explanation": "less late"}}]}""";
        api.answer(
                "PUT /api/v1/courses/c/assignments/a",
                409,
                "{\"code\":\"CONFLICT\",\"detail\":\"x\",\"outcome\":" + outcome.formatted("null") + "}");
        api.answer("POST /api/v1/courses/c/changes", 200, outcome.formatted("7"));
        api.instead(
                "GET /api/v1/courses/c", 200, "{\"slug\":\"c\",\"title\":\"C\",\"timeZone\":\"UTC\",\"preset\":\"p\"}");
        api.answer(
                "GET /api/v1/courses/c/assignments/a",
                200,
                "{\"slug\":\"a\",\"title\":\"A\",\"category\":\"practical\",\"due\":\"2026-11-30T20:29:59Z\"}");
        String[] create = {"assignment", "create", "c/a", "--title", "A", "--category", "practical"};
        String[] because = {"assignment", "create", "c/a", "--title", "A", "--category", "practical", "--reason", "Snow"
        };

        assertThat(run("yes\n", token(), true, create)).isEqualTo(ExitCode.USAGE);
        assertThat(shown(data)).contains("36", "40", "less late");
        assertThat(shown(talk)).contains("Say why with --reason");
        assertThat(run("no\n", token(), true, because)).isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("Nothing was changed.");
        assertThat(api.calls()).noneMatch(call -> call.what().startsWith("POST"));

        assertThat(run("yes\n", token(), true, because)).isEqualTo(ExitCode.OK);
        assertThat(shown(talk)).contains("Change 7 is made.", "due 2026-11-30 20:29:59 UTC");
        assertThat(api.calls())
                .filteredOn(call -> call.what().startsWith("POST"))
                .extracting(FakeApi.Call::body)
                .containsExactly(
                        "{\"assignments\":[{\"assignment\":\"a\",\"settings\":{\"title\":\"A\","
                                + "\"category\":\"practical\",\"due\":\"2026-11-30T20:29:59Z\"}}],\"reason\":\"Snow\",\"preview\":\"p1\"}");
    }

    @Test
    void aStudentReadsDueDatesInTheCalendarsOfTheCourse() {
        api.answer("GET /api/v1/courses/c/assignments", 200, """
                [{"slug": "proposal", "title": "Proposal", "category": "paper", "kind": "file", "due": "2023-11-22T20:29:59Z"},
                 {"slug": "exam", "title": "Exam", "category": "exam", "kind": "none"}]""");
        assertThat(run("assignment", "list", "c")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("DUE (Asia/Tehran)", "2023-11-22 23:59:59, 1 Azar 1402", "no due date");

        api.answer("GET /api/v1/courses/c/ledger", 200, """
                {"student": "sara", "name": "Sara", "unit": "DAY", "balances": [],
                 "lines": [{"assignment": "proposal", "status": "ON_TIME", "due": "2023-11-22T20:29:59Z", "lateSeconds": 0,
                            "late": 0, "charged": 0, "unit": "DAY", "budgetTotal": 0, "budgetBefore": 0, "budgetLeft": 0,
                            "penalty": "no penalty", "explanation": "on time"}]}""");
        assertThat(run("ledger", "c")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("DUE (Asia/Tehran)", "2023-11-22 23:59:59, 1 Azar 1402");
    }

    @Test
    void beforeAnUploadTheStudentsOwnDueDateIsSaid() throws Exception {
        api.answer(UPLOADS, 201, """
                {"id": "u1", "receivedAt": "2026-11-21T12:00:00Z", "expiresAt": "2026-11-21T12:30:00Z",
                 "quote": {"id": "q", "free": false, "explanation": "1 day late",
                           "line": {"due": "2023-11-22T20:29:59Z"}}}""");
        assertThat(run("submit", "c/a", zip().toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("Due 2023-11-22 23:59:59 Asia/Tehran (1 Azar 1402).", "1 day late");
    }

    private void late(String quoteId) {
        api.answer(
                UPLOADS,
                201,
                "{\"id\":\"u1\",\"receivedAt\":\"2026-11-21T12:00:00Z\",\"expiresAt\":\"2026-11-21T12:30:00Z\",\"quote\":"
                        + quote(quoteId, 97_200, "27 h late: 2 of 10 practical slack days used, no penalty") + "}");
    }

    private static String quote(String id, long lateSeconds, String explanation) {
        return "{\"id\":\"" + id + "\",\"free\":" + (lateSeconds == 0) + ",\"explanation\":\"" + explanation + "\"}";
    }

    private static final String BROKEN_STREAM = """
            event: state
            data: {"state":"QUEUED"}

            : heartbeat

            event: state
            data: {"state":"RUNNING"}

            id: 4
            event: progress
            data: {"type":"epoch","at":"2026-11-21T12:00:00Z","step":"train","epoch":1,"epochs":15,"loss":1.5,"accuracy":0.5}

            """;

    private static final String RESULT = """
            ,"result":{"tests":[{"testId":"l","title":"Linear","visibility":"HIDDEN","verdict":"PASSED","points":10,\
            "maximum":10,"messages":["right"],"output":null},{"testId":"b","title":"Backward\\u001b[2J","visibility":"VISIBLE",\
            "verdict":"PARTIAL","points":5,"maximum":20,"messages":["worst at [0, 3]: expected 1, got \\u001b[31m2"]}],\
            "raw":15,"maximum":30,"late":{"assignment":"a","status":"COVERED","lateSeconds":97200,"late":2,"charged":2,"unit":"DAY","budget":"practical",\
            "budgetTotal":10,"budgetBefore":10,"budgetLeft":8,"penalty":"no penalty","explanation":"27 h late: 2 of 10 practical slack days used, no penalty"},\
            "finalPoints":15}""";

    private static String submission(String state, String result) {
        return "{\"id\":\"9\",\"course\":\"c\",\"assignment\":\"a\",\"student\":\"sara\",\"attempt\":1,"
                + "\"submittedAt\":\"2026-11-21T12:00:00Z\",\"sha256\":\"ba78\",\"size\":3,\"state\":\"" + state
                + "\",\"suiteVersion\":1,\"receipt\":{\"code\":\"R-9\"}" + result + "}";
    }

    @Test
    void thePolicyAndTheSchemeThatHoldArePrintedAsTheyWereWritten() {
        api.answer("GET /api/v1/courses/c/late-policy", 200, "{\"text\":\"schema: 1\\ntitle: Two days\\n\"}");
        api.answer("GET /api/v1/courses/c/grading-scheme", 200, "{\"text\":\"schema: 1\\nmaximum: 20\\n\"}");

        assertThat(run("term", "policy", "c", "--show")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines()).containsExactly("schema: 1", "title: Two days");
        assertThat(run("term", "scheme", "c", "--show")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines()).containsExactly("schema: 1", "maximum: 20");

        assertThat(run("term", "policy", "c", "--preview")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("Name the file of the policy", "--show");
    }

    @Test
    void aFileThatIsNotThereOrIsNoTextIsSaidSo() throws Exception {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'t', (byte) 0xE9, '\n'});
        Path missing = folder.resolve("missing.yaml");
        List<List<String>> commands = List.of(
                List.of("term", "policy", "c", "--preview"),
                List.of("term", "scheme", "c", "--preview"),
                List.of("term", "change", "c", "--preview"),
                List.of("rubric", "mark", "c/a"),
                List.of("team", "import", "c", "pairs"));
        for (List<String> command : commands) {
            for (Path file : List.of(latin, missing)) {
                talk.reset();
                List<String> arguments = new ArrayList<>(command);
                arguments.add(file.toString());
                assertThat(run(arguments.toArray(String[]::new)))
                        .as("%s", arguments)
                        .isEqualTo(ExitCode.USAGE);
                assertThat(shown(talk).strip())
                        .isEqualTo(
                                file.equals(missing)
                                        ? "There is no file " + file + "."
                                        : file + " is no text in UTF-8. Save it as UTF-8.");
            }
        }
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void everyMistakeOfAFileHasALineOfItsOwn() throws Exception {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), "schema: 1\n");
        api.answer(
                "POST /api/v1/courses/c/changes/preview",
                422,
                "{\"detail\":\"late-policy.yaml:1:1: 'title' is missing\\nlate-policy.yaml:2:1: unit: no\",\"code\":\"COURSE_CONFIGURATION\"}");

        assertThat(run("term", "policy", "c", policy.toString(), "--preview")).isEqualTo(ExitCode.FAILURE);

        assertThat(shown(talk).lines())
                .containsExactly(
                        "late-policy.yaml:1:1: 'title' is missing",
                        "late-policy.yaml:2:1: unit: no [COURSE_CONFIGURATION: for the course's staff to fix]");
    }

    @Test
    void aChangeOfNoDateAndAChoiceOfNoSubmissionAreNotSent() {
        assertThat(run("term", "date", "c/a", "--preview")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("Say what is to change: --due");
        assertThat(run("choose", "c/a", "2")).isEqualTo(ExitCode.USAGE);
        assertThat(shownError()).contains("'2' is no id of a submission; 'grader submissions COURSE/ASSIGNMENT'");
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void whenSomethingHappenedIsSaidInTheTimeOfTheCourse() {
        api.answer("GET /api/v1/courses/c/assignments/a/submissions", 200, "[" + submission("GRADED", RESULT) + "]");

        assertThat(run("submissions", "c/a")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("SUBMITTED (Asia/Tehran)", "2026-11-21 15:30:00, 30 Aban 1405  GRADED");
    }

    @Test
    void whoCameBackToATeamHasNotLeftIt() {
        api.answer("GET /api/v1/courses/c/teams", 200, """
                [{"set": "pairs", "team": "pair 1", "members": [{"student": "ada", "name": "Ada"}],
                  "former": [{"student": "ada", "name": "Ada"}, {"student": "ben", "name": "Ben"}]}]""");

        assertThat(run("team", "list", "c")).isEqualTo(ExitCode.OK);

        assertThat(shown(data).lines().skip(1)).containsExactly("pairs  pair 1  ada      ben");
    }

    @Test
    void everyCommandExplainsItself() {
        CommandLine root = CommandLines.of(new Session(token(), terminal("", false)));
        List<String> names = new ArrayList<>();
        collect(root, "", names);

        assertThat(names).contains("suite", "suite publish", "grade manual mark");
        for (String name : names) {
            assertThat(run((name + " --help").split(" "))).as(name).isEqualTo(ExitCode.OK);
        }
    }

    /** A list of commands shows the first line of each alone, and a narrow terminal breaks every line for itself. */
    @Test
    void noLineOfADescriptionEndsInTheMiddleOfASentence() {
        List<String> broken = new ArrayList<>();
        describe(CommandLines.of(new Session(token(), terminal("", false))), "", broken);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyOptionSaysWhatItIsAndWhatGoesWithIt() {
        List<String> unclear = new ArrayList<>();
        options(CommandLines.of(new Session(token(), terminal("", false))), "", unclear);
        assertThat(unclear).isEmpty();
    }

    private static void options(CommandLine line, String prefix, List<String> unclear) {
        line.getSubcommands().forEach((name, command) -> {
            for (OptionSpec option : command.getCommandSpec().options()) {
                // a label that nobody chose is the name of a Java field
                boolean isNamed =
                        option.arity().max() == 0 || !option.paramLabel().startsWith("<");
                if (option.description().length == 0 || !isNamed) {
                    unclear.add(prefix + name + " " + option.longestName());
                }
            }
            options(command, prefix + name + " ", unclear);
        });
    }

    private static void describe(CommandLine line, String prefix, List<String> broken) {
        line.getSubcommands().forEach((name, command) -> {
            List<String> description =
                    List.of(command.getCommandSpec().usageMessage().description());
            // the last of several may be an example
            description.subList(0, Math.max(Math.min(description.size(), 1), description.size() - 1)).stream()
                    .filter(sentence -> !sentence.endsWith("."))
                    .forEach(sentence -> broken.add(prefix + name + ": " + sentence));
            describe(command, prefix + name + " ", broken);
        });
    }

    private static void collect(CommandLine line, String prefix, List<String> names) {
        line.getSubcommands().forEach((name, command) -> {
            names.add(prefix + name);
            collect(command, prefix + name + " ", names);
        });
    }

    private Path zip() throws IOException {
        return Files.writeString(folder.resolve("work.zip"), "abc");
    }

    private Map<String, String> token() {
        return Map.of("GRADER_API_URL", api.url().toString(), "GRADER_TOKEN", "grd_t", "HOME", folder.toString());
    }

    private int run(String... arguments) {
        return run("", token(), false, arguments);
    }

    private int run(String typed, Map<String, String> environment, boolean interactive, String... arguments) {
        data.reset();
        CommandLine line = CommandLines.of(new Session(environment, terminal(typed, interactive)));
        line.setOut(new PrintWriter(usage));
        line.setErr(new PrintWriter(usage));
        return line.execute(arguments);
    }

    private Terminal terminal(String typed, boolean interactive) {
        return new Terminal(
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader(typed)),
                interactive,
                false,
                100);
    }

    private String shownError() {
        return usage.toString();
    }

    private static String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
