package dev.grader.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read is handed in without a suite, alone or as a team. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class DocumentTest {
    private static final String NOON = "2026-11-21T09:30:00Z";
    private static final byte[] PDF = bytes("%PDF-1.7 a report");

    @Inject
    Workplace workplace;

    @Inject
    Paper paper;

    @Inject
    MovedClock clock;

    @Inject
    Sql sql;

    @BeforeEach
    void setUp() {
        clock.release();
        workplace.clear();
        clock.stopAt(NOON);
    }

    @AfterEach
    void tearDown() {
        clock.release();
    }

    @Test
    void aDocumentIsHandedInAtOnceAndWaitsForPeople() {
        room(Map.of());
        Response submitted = submit("ada", "report.pdf", PDF);
        submitted
                .then()
                .statusCode(202)
                .body("state", equalTo("HANDED_IN"))
                .body("suiteVersion", nullValue())
                .body("members", contains("ada"))
                .body("fileName", equalTo("report.pdf"))
                .body("result", nullValue());
        assertThat(sql.count("SELECT count(*) AS n FROM job")).isZero();
        assertThat(sql.count("SELECT count(*) AS n FROM outbox")).isZero();
        String events = student("ada")
                .get("/api/v1/submissions/" + submitted.path("id") + "/events")
                .asString();
        assertThat(events).contains("HANDED_IN").contains("event:end");
    }

    @Test
    void aNameThatLiesAndAnotherKindAreRefusedWithWhatToDo() {
        room(Map.of());
        refused("report.pdf", bytes("<html>no report"), "is no PDF file, whatever its name says");
        refused("report.docx", bytes("PK\3\4 word"), "hand in a .pdf, or a zip with it");
        refused("report.zip", Zips.of("notes.txt", "no report"), "It holds notes.txt");
        refused("report", PDF, "Its name must end so");
        refused("report.zip", Zips.of("paper/report.pdf", "<html>no report"), "'paper/report.pdf' is no PDF file");
        refused("report.zip", Zips.of("report.pdf", ""), "'report.pdf' is empty");
        refused("report.pdf", bytes(" ".repeat(1024) + "%PDF-1.7"), "is no PDF file");
        assertThat(sql.count("SELECT count(*) AS n FROM upload")).isZero();
        submit("ada", "all.zip", Zips.of("paper/report.pdf", "%PDF-1.4", "data.csv", "1"))
                .then()
                .statusCode(202)
                .body("attempt", equalTo(1));
        submit("ada", "REPORT.PDF", PDF).then().statusCode(202).body("attempt", equalTo(2));
        submit("ada", "report.pdf", bytes("printed by somebody\n%PDF-1.7"))
                .then()
                .statusCode(202)
                .body("attempt", equalTo(3));
    }

    @Test
    void forAnExamNothingIsTaken() {
        Classroom room = room(Map.of());
        room.talk("talk", Map.of(), "clarity", "4");
        new Student(workplace.token("ada", Role.STUDENT), "deep", "talk")
                .announce("report.pdf", PDF)
                .then()
                .statusCode(409)
                .body("detail", containsString("Nothing is handed in for 'talk'"));
    }

    @Test
    void aTeamHandsInOnceForAll() {
        Classroom room = room(Map.of("teamSet", "pairs", "attemptsTotal", 2, "due", "2026-11-20T09:30:00Z"));
        paper.team(room, "one", "ada", "ben");
        Response submitted = submit("ada", "report.pdf", PDF);
        String id = submitted.path("id");
        submitted.then().statusCode(202).body("members", contains("ada", "ben"));

        student("ben").get("/api/v1/submissions/" + id).then().statusCode(200).body("student", equalTo("ada"));
        student("cem").get("/api/v1/submissions/" + id).then().statusCode(404);
        for (String member : List.of("ada", "ben")) {
            student(member)
                    .get("/api/v1/courses/deep/assignments/paper/submissions")
                    .then()
                    .body("id", contains(id));
            student(member)
                    .get("/api/v1/courses/deep/ledger")
                    .then()
                    .body("lines.find { it.assignment == 'paper' }.late", equalTo(1));
        }
        student("cem")
                .get("/api/v1/courses/deep/ledger")
                .then()
                .body("lines.find { it.assignment == 'paper' }.late", equalTo(0));

        submit("ben", "report.pdf", bytes("%PDF-2")).then().statusCode(202).body("attempt", equalTo(2));
        student("ada")
                .announce("report.pdf", bytes("%PDF-3"))
                .then()
                .statusCode(429)
                .body("code", equalTo("ATTEMPTS_USED_UP"));
    }

    @Test
    void theSameDocumentAgainIsTheSameSubmissionUntilAnotherOneCame() {
        Classroom room = room(Map.of("teamSet", "pairs", "due", "2026-11-22T00:00:00Z"));
        String alone = submit("ben", "report.pdf", PDF).path("id");
        paper.team(room, "one", "ada", "ben");
        String first = submit("ada", "report.pdf", PDF).path("id");
        assertThat(first).isNotEqualTo(alone);
        clock.stopAt("2026-11-23T09:30:00Z");
        submit("ben", "again.pdf", PDF)
                .then()
                .statusCode(202)
                .body("id", equalTo(first))
                .body("fileName", equalTo("report.pdf"));
        student("ben")
                .get("/api/v1/courses/deep/ledger")
                .then()
                .body("lines.find { it.assignment == 'paper' }.late", equalTo(0));
        submit("ben", "report.pdf", bytes("%PDF-2")).then().statusCode(202).body("attempt", equalTo(3));
        submit("ada", "report.pdf", PDF).then().statusCode(202).body("attempt", equalTo(4));
    }

    @Test
    void aQuoteSaysWhatItCostsEveryMemberOfTheTeam() {
        Classroom room = room(Map.of("teamSet", "pairs", "due", "2026-11-20T09:30:00Z"));
        paper.team(room, "one", "ada", "ben");
        Map<String, Object> illness = Map.of("part", "paper", "student", "ada", "days", 5, "reason", "illness");
        Map<String, Object> visa = Map.of("part", "paper", "student", "ben", "hours", 1, "reason", "visa");
        room.by("root")
                .body(Map.of("reason", "note", "decisions", Map.of("extensions", List.of(illness, visa))))
                .post("/api/v1/courses/deep/changes")
                .then()
                .statusCode(200);
        Response announced = student("ada").announce("report.pdf", PDF);
        announced
                .then()
                .statusCode(201)
                .body("quote.free", equalTo(false))
                .body("quote.line.late", equalTo(0))
                .body("quote.explanation", containsString("; ben: "))
                // the reason of somebody's extension is between them and the staff
                .body("quote.explanation", containsString("illness"))
                .body("quote.explanation", not(containsString("visa")));
        student("cem")
                .announce("report.pdf", PDF)
                .then()
                .statusCode(201)
                .body("quote.explanation", not(containsString("cem: ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada", "ben"})
    void whatComesTooLateForSomeOfATeamCountsForTheOthersOnly(String extended) {
        String other = extended.equals("ada") ? "ben" : "ada";
        Classroom room =
                room(Map.of("teamSet", "pairs", "due", "2026-11-20T09:30:00Z", "closes", "2026-11-20T20:00:00Z"));
        paper.team(room, "one", "ada", "ben");
        clock.stopAt("2026-11-20T09:00:00Z");
        String inTime = submit("ada", "report.pdf", PDF).path("id");
        clock.stopAt(NOON);
        Map<String, Object> illness = Map.of("part", "paper", "student", extended, "hours", 14, "reason", "illness");
        room.by("root")
                .body(Map.of("reason", "note", "decisions", Map.of("extensions", List.of(illness))))
                .post("/api/v1/courses/deep/changes")
                .then()
                .statusCode(200);

        byte[] better = bytes("%PDF-2");
        for (String member : List.of("ada", "ben")) {
            student(member)
                    .announce("report.pdf", better)
                    .then()
                    .statusCode(201)
                    .body("quote.free", equalTo(false))
                    .body(
                            "quote.explanation",
                            containsString(
                                    member.equals(other)
                                            ? other
                                                    + ": on time; a later submission does not count: 24 h late, after the cut-off"
                                            : "; " + other + ": does not count"))
                    .body(
                            "quote.explanation",
                            containsString(
                                    member.equals(extended)
                                            ? extended + ": 10 h late"
                                            : "; " + extended + ": 1 day late, 10 % of the earned points lost"));
        }
        String late = submit(other, "report.pdf", better).path("id");
        assertThat(counted(extended)).isEqualTo(late);
        assertThat(counted(other)).isEqualTo(inTime);

        clock.stopAt("2026-11-21T10:01:00Z");
        for (String member : List.of("ada", "ben")) {
            student(member)
                    .announce("report.pdf", bytes("%PDF-3"))
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("ASSIGNMENT_CLOSED"));
        }
    }

    /** The submission that counts for a student. */
    private String counted(String login) {
        return student(login)
                .get("/api/v1/courses/deep/ledger")
                .path("lines.find { it.assignment == 'paper' }.submission");
    }

    @Test
    void whatWasHandedInStaysWithWhoWasThereThen() {
        Classroom room = room(Map.of("teamSet", "pairs"));
        paper.team(room, "one", "ada", "ben");
        String id = submit("ada", "report.pdf", PDF).path("id");
        paper.team(room, "one", "ada", "cem");

        student("ben").get("/api/v1/submissions/" + id).then().statusCode(200);
        student("cem").get("/api/v1/submissions/" + id).then().statusCode(404);
        submit("cem", "report.pdf", bytes("%PDF-2"))
                .then()
                .body("members", contains("ada", "cem"))
                .body("attempt", equalTo(2));
        submit("ben", "report.pdf", bytes("%PDF-3")).then().body("members", contains("ben"));
        room.by("root")
                .get("/api/v1/courses/deep/assignments/paper/submissions")
                .then()
                .body("$", hasSize(3));
    }

    @Test
    void whatWasHandedInStaysWhenAllTeamsArePutTogetherAnew() {
        Classroom room = room(Map.of("teamSet", "pairs"));
        paper.team(room, "one", "ada", "ben");
        paper.team(room, "two", "cem");
        String id = submit("ada", "report.pdf", PDF).path("id");
        room.by("root")
                .body(Map.of(
                        "teams",
                        List.of(
                                Map.of("team", "one", "members", List.of("cem")),
                                Map.of("team", "two", "members", List.of("ada", "ben")))))
                .put("/api/v1/courses/deep/teams/pairs")
                .then()
                .statusCode(200);

        student("ben").get("/api/v1/submissions/" + id).then().statusCode(200);
        student("cem").get("/api/v1/submissions/" + id).then().statusCode(404);
        submit("cem", "report.pdf", bytes("%PDF-2")).then().body("members", contains("cem"));
    }

    @Test
    void whoseWorkItIsCannotBeChangedByTheAssignmentAndIsNeverForgotten() {
        Classroom room = room(Map.of("teamSet", "pairs", "due", "2026-11-20T09:30:00Z"));
        paper.team(room, "one", "ada", "ben");
        submit("ada", "report.pdf", PDF).then().statusCode(202);
        Map<String, Object> alone = Paper.settings(Map.of("due", "2026-11-20T09:30:00Z"));
        room.by("root")
                .body(alone)
                .put(Paper.PATH)
                .then()
                .statusCode(409)
                .body("code", equalTo("CONFLICT"))
                .body("detail", containsString("stays with the teams of 'pairs'"));
        sql.update("UPDATE assignment SET team_set = NULL");
        student("ben")
                .get("/api/v1/courses/deep/ledger")
                .then()
                .body("lines.find { it.assignment == 'paper' }.late", equalTo(1));
    }

    @Test
    void whatGradesDependOnIsAuditedWhenAnAssignmentChanges() {
        Classroom room = room(Map.of());
        put(room, Map.of("points", 10.00, "title", "A paper"));
        put(room, Map.of("points", 20, "due", "2027-01-02T00:00:00Z"));
        room.by("root")
                .get("/api/v1/courses/deep/audit")
                .then()
                .body("findAll { it.action == 'assignment changed' }.subject", contains("paper"))
                .body("find { it.action == 'assignment changed' }.person", equalTo("root"))
                .body("find { it.action == 'assignment changed' }.detail.before.points", equalTo(10))
                .body("find { it.action == 'assignment changed' }.detail.after.points", equalTo(20))
                .body("find { it.action == 'assignment changed' }.detail.after.due", equalTo("2027-01-02T00:00:00Z"));
    }

    @Test
    void anItemOfARubricNeedsItsName() {
        Classroom room = room(Map.of());
        for (Map<String, Object> item : List.<Map<String, Object>>of(
                Map.of("points", 5),
                Map.of("id", "", "title", "Clarity", "points", 5),
                Map.of("id", "clarity", "points", 5),
                Map.of("id", "clarity", "title", "Clarity"))) {
            room.by("root")
                    .body(Paper.settings(Map.of("rubric", List.of(item))))
                    .put(Classroom.assignment("paper"))
                    .then()
                    .statusCode(400)
                    .body("detail", containsString("an item of a rubric needs an id, a title and points"));
        }
    }

    @Test
    void whereGradesCanOnlyBeTypedInItIsNotedThatLatenessCostsNoPoints() {
        Classroom room = new Classroom(workplace);
        String note = "grades can only be typed in, and these hold as they are: lateness costs no points";
        Map<String, Object> rubric =
                Map.of("rubric", List.of(Map.of("id", "all", "title", "All", "points", 10, "description", "")));
        Map<String, Object> undated = Paper.settings(Map.of());
        undated.remove("due");

        note(room, "typed", Paper.settings(Map.of())).body("notes", hasItem(containsString(note)));
        note(room, "marked", Paper.settings(rubric)).body("notes", not(hasItem(containsString(note))));
        note(room, "undated", undated).body("notes", not(hasItem(containsString(note))));
    }

    private static ValidatableResponse note(Classroom room, String slug, Map<String, Object> settings) {
        // the category gets a note of its own, so that there always are some
        return room.by("root")
                .body(settings)
                .put(Classroom.assignment(slug))
                .then()
                .statusCode(201)
                .body("notes", hasItem(containsString("'paper'")));
    }

    private static void put(Classroom room, Map<String, Object> more) {
        room.by("root").body(Paper.settings(more)).put(Paper.PATH).then().statusCode(200);
    }

    @Test
    void membersOfATeamThatSubmitAtOnceCannotUseMoreThanTheAttempts() throws Exception {
        Classroom room = room(Map.of("teamSet", "pairs", "attemptsTotal", 2));
        paper.team(room, "one", "ada", "ben", "cem");
        List<String> members = List.of("ada", "ben", "cem", "ada", "ben", "cem");
        List<Map.Entry<String, Response>> ready = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            byte[] report = bytes("%PDF-" + i);
            Response announced = student(members.get(i)).announce("report.pdf", report);
            student(members.get(i)).send(announced.path("id"), report).then().statusCode(200);
            ready.add(Map.entry(members.get(i), announced));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(ready.size())) {
            List<Future<Integer>> answers = ready.stream()
                    .map(one -> threads.submit(() -> student(one.getKey())
                            .agree(one.getValue().path("id"), one.getValue().path("quote.id"))
                            .statusCode()))
                    .toList();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(202, 202, 429, 429, 429, 429);
        assertThat(sql.list("SELECT attempt FROM submission ORDER BY attempt", row -> row.integer("attempt")))
                .containsExactly(1, 2);
    }

    @Test
    void collaboratorsAreListedForStaffWithWhoDidNotNameThemBack() {
        Classroom room = room(Map.of());
        declare("ada", "BEN", "Sara from course B");
        declare("ben", "ada", "cem");
        declare("cem");
        String list = "/api/v1/courses/deep/assignments/paper/collaborators";
        room.by("tara")
                .get(list)
                .then()
                .statusCode(200)
                .body("student", contains("ada", "ben"))
                .body("[0].declared.typed", contains("BEN", "Sara from course B"))
                .body("[0].declared[0].student", equalTo("ben"))
                .body("[0].declared[0].mutual", equalTo(true))
                .body("[0].declared[1].student", nullValue())
                .body("[0].declared[1].mutual", nullValue())
                .body("[1].declared.find { it.typed == 'cem' }.mutual", equalTo(false));
        room.by("ada").get(list).then().statusCode(403);
    }

    private void declare(String login, String... collaborators) {
        byte[] report = bytes("%PDF-by " + login);
        Response announced = student(login).announce("report.pdf", report);
        student(login).send(announced.path("id"), report).then().statusCode(200);
        student(login)
                .agree(announced.path("id"), announced.path("quote.id"), List.of(collaborators))
                .then()
                .statusCode(202);
    }

    private void refused(String name, byte[] content, String detail) {
        Response announced = student("ada").announce(name, content);
        announced.then().statusCode(201);
        student("ada")
                .send(announced.path("id"), content)
                .then()
                .statusCode(422)
                .body("code", equalTo("REQUIRED_FILE_MISSING"))
                .body("detail", containsString(detail));
    }

    private Response submit(String login, String name, byte[] content) {
        return paper.submit(login, name, content);
    }

    private Student student(String login) {
        return paper.student(login);
    }

    private Classroom room(Map<String, Object> more) {
        Classroom room = new Classroom(workplace).students("ada", "ben", "cem").assistants("tara");
        paper.add(room, more);
        return room;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
