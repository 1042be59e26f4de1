package dev.grader.api.rubric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import dev.grader.api.upload.Paper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Marks are for the document that was read, whichever counts in the end. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class MarkedDocumentTest {
    private static final String COURSE = "/api/v1/courses/deep";
    private static final String PAPER = Paper.PATH;

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
        clock.stopAt("2026-11-21T09:00:00Z");
    }

    @AfterEach
    void tearDown() {
        clock.release();
    }

    @Test
    void aNewerDocumentWaitsToBeMarked() {
        Classroom room = room("counted: latest", Map.of());
        String first = handIn("sara", "one");
        grade(room, "sara", null, "3", "5");
        assertThat(standing(room, "sara")).isEqualTo("earned 8");
        publish(room);

        clock.forward(Duration.ofHours(5));
        Response announced = announce("sara", "two");
        announced
                .then()
                .body("quote.explanation", containsString("the marks that you have do not carry over"))
                .body("quote.line.late", equalTo(1));
        String second = submit("sara", "two", announced);

        assertThat(standing(room, "sara")).isEqualTo("open");
        room.by("sara")
                .get(COURSE + "/ledger")
                .then()
                .statusCode(200)
                .body("lines.find { it.assignment == 'paper' }.submission", equalTo(second));
        room.by("ada").get(COURSE + "/pending").then().statusCode(200).body("changes.student", hasItem("sara"));
        room.by("ada")
                .get(PAPER + "/rubric")
                .then()
                .body("students.find { it.student == 'sara' }.submission.attempt", equalTo(2))
                .body("students.find { it.student == 'sara' }.olderMarks", equalTo(true))
                .body("students.find { it.student == 'sara' }.points", nullValue())
                .body("students.find { it.student == 'ali' }.olderMarks", equalTo(false));
        rubric(room, "ada", "sara")
                .then()
                .body("submission.id", equalTo(second))
                .body("newer", nullValue())
                .body("points", nullValue())
                .body("staff.olderMarks", equalTo(true))
                .body("staff.history.submission", contains(first, first))
                .body("staff.graders", empty());
        rubric(room, "sara", "sara")
                .then()
                .body("submission.id", equalTo(first))
                .body("newer.id", equalTo(second))
                .body("points", equalTo(8f))
                .body("feedback", hasSize(1));

        grade(room, "sara", null, "1", "6");
        assertThat(standing(room, "sara")).isEqualTo("earned 7");
        rubric(room, "sara", "sara")
                .then()
                .body("submission.id", equalTo(second))
                .body("points", equalTo(7f));
        room.by("ada")
                .get(PAPER + "/students/sara/rubric?submission=" + first)
                .then()
                .body("points", equalTo(8f))
                .body("newer.id", equalTo(second));
    }

    @Test
    void theBestOfTheMarkedOnesCounts() {
        Classroom room = room("counted: best", Map.of());
        handIn("sara", "one");
        grade(room, "sara", null, "3", "5");
        clock.forward(Duration.ofHours(1));
        handIn("sara", "two");
        assertThat(standing(room, "sara")).as("the other is not marked").isEqualTo("earned 8");

        grade(room, "sara", null, "1", "1");
        assertThat(standing(room, "sara")).isEqualTo("earned 8");
        grade(room, "sara", null, "4", "5");
        assertThat(standing(room, "sara")).isEqualTo("earned 9");

        handIn("ali", "three");
        clock.forward(Duration.ofHours(1));
        handIn("ali", "four");
        assertThat(standing(room, "ali")).isEqualTo("open");
        grade(room, "ali", null, "2", "2");
        assertThat(standing(room, "ali")).as("nobody need read the first").isEqualTo("earned 4");
    }

    @Test
    void theChosenOneHasItsOwnPoints() {
        Classroom room = room("counted: chosen", Map.of());
        String first = handIn("sara", "one");
        clock.forward(Duration.ofHours(1));
        String second = handIn("sara", "two");
        grade(room, "sara", null, "4", "5");
        assertThat(standing(room, "sara")).isEqualTo("earned 9");

        choose(room, "sara", first);
        assertThat(standing(room, "sara")).isEqualTo("open");
        grade(room, "sara", first, "1", "2");
        assertThat(standing(room, "sara")).isEqualTo("earned 3");
        choose(room, "sara", second);
        assertThat(standing(room, "sara")).isEqualTo("earned 9");
    }

    @Test
    void ofARefusedLatestTheMarksDoNotCountForTheOneBefore() {
        Classroom room = room("counted: latest\nafter_budget: refused", Map.of());
        String first = handIn("sara", "one");
        clock.forward(Duration.ofHours(5));
        Response announced = announce("sara", "two");
        announced.then().body("quote.explanation", not(containsString("carry over")));
        submit("sara", "two", announced);

        grade(room, "sara", null, "4", "6");
        assertThat(standing(room, "sara")).isEqualTo("open");
        grade(room, "sara", first, "3", "4");
        assertThat(standing(room, "sara")).isEqualTo("earned 7");
    }

    @Test
    void aTeamsDocumentHasTheMarksOfEachMember() {
        Classroom room = room("counted: latest", Map.of("teamSet", "pairs"));
        paper.team(room, "one", "sara", "ali");
        String first = handIn("sara", "one");
        give(room, "ada", "sara", null, true, "3", "5").then().statusCode(200);
        give(room, "ada", "ali", null, false, "1", "5").then().statusCode(200);
        release(room, "ada");
        assertThat(standing(room, "sara")).isEqualTo("earned 8");
        assertThat(standing(room, "ali")).isEqualTo("earned 6");

        paper.team(room, "one", "sara", "mina");
        clock.forward(Duration.ofHours(1));
        handIn("mina", "two");
        assertThat(standing(room, "sara")).isEqualTo("open");
        assertThat(standing(room, "ali")).isEqualTo("earned 6");

        give(room, "ada", "sara", null, true, "4", "6").then().statusCode(200);
        give(room, "ada", "ali", first, true, "2", "6").then().statusCode(200);
        release(room, "ada");
        assertThat(Stream.of("sara", "mina", "ali").map(login -> standing(room, login)))
                .containsExactly("earned 10", "earned 10", "earned 8");
        give(room, "ada", "mina", first, false, "4", "6")
                .then()
                .statusCode(404)
                .body("detail", containsString("is no document of 'mina'"));
    }

    @Test
    void aReleaseGoesToThoseOfTheDocumentThatItReleases() {
        Classroom room = room("counted: latest", Map.of("teamSet", "pairs"));
        paper.team(room, "one", "sara", "ali");
        String first = handIn("sara", "one");
        give(room, "ada", "sara", null, true, "3", "5").then().statusCode(200);
        paper.team(room, "one", "sara", "mina");
        clock.forward(Duration.ofHours(1));
        String second = handIn("mina", "two");

        room.by("ada").get(PAPER + "/rubric?team=sara").then().body("students.student", contains("ali", "sara"));
        releaseTeam(room, "sara", null).then().statusCode(200);
        assertThat(Stream.of("sara", "mina", "ali").map(login -> standing(room, login)))
                .containsExactly("open", "open", "earned 8");

        give(room, "ada", "sara", null, true, "4", "6").then().statusCode(200);
        give(room, "ada", "ali", first, true, "1", "6").then().statusCode(200);
        room.by("ada")
                .get(PAPER + "/rubric?team=sara&submission=" + second)
                .then()
                .body("students.student", contains("mina", "sara"));
        releaseTeam(room, "sara", second)
                .then()
                .statusCode(200)
                .body("submission.id", equalTo(second))
                .body("staff.history.findAll { !it.released }.submission.unique()", contains(first));
        assertThat(Stream.of("sara", "mina", "ali").map(login -> standing(room, login)))
                .containsExactly("earned 10", "earned 10", "earned 8");
        releaseTeam(room, "sara", null).then().statusCode(200);
        assertThat(standing(room, "ali")).isEqualTo("earned 7");

        releaseTeam(room, "mina", first)
                .then()
                .statusCode(404)
                .body("detail", containsString("is no document of 'mina'"));
        room.by("ada")
                .body(Map.of("lastMark", 0, "submission", first))
                .post(PAPER + "/rubric/release")
                .then()
                .statusCode(400);
    }

    /** Who has gone to another team since, and was left out when the others were marked, does not hold up their release. */
    @Test
    void whoHasANewerDocumentNeedsNoMarksOfTheOlderOne() {
        Classroom room = room("counted: latest", Map.of("teamSet", "pairs"));
        paper.team(room, "one", "sara", "ali");
        handIn("sara", "one");
        paper.team(room, "one", "ali", "mina");
        clock.forward(Duration.ofHours(1));
        handIn("mina", "two");
        give(room, "ada", "sara", null, true, "3", "5").then().statusCode(200);
        releaseTeam(room, "sara", null).then().statusCode(200);
        assertThat(standing(room, "sara")).isEqualTo("earned 8");

        give(room, "ada", "mina", null, false, "3", "5").then().statusCode(200);
        releaseTeam(room, "mina", null)
                .then()
                .statusCode(409)
                .body("detail", containsString("given 'ali' no marks. Grade them first"));
    }

    @Test
    void allAssignedGradersHaveToMarkTheSameDocument() {
        Classroom room = room("counted: latest", Map.of());
        room.by("root")
                .body(Map.of("students", List.of(Map.of("student", "sara", "graders", List.of("ada", "bo")))))
                .put(PAPER + "/graders")
                .then()
                .statusCode(200);
        String first = handIn("sara", "one");
        give(room, "ada", "sara", null, false, "4", "6");
        release(room, "ada");
        clock.forward(Duration.ofHours(1));
        handIn("sara", "two");
        give(room, "bo", "sara", null, false, "2", "2");
        release(room, "bo");
        room.by("ada")
                .get(PAPER + "/rubric")
                .then()
                .body("students.find { it.student == 'sara' }.waitingFor", contains("ada"));
        assertThat(standing(room, "sara")).isEqualTo("open");

        give(room, "bo", "sara", first, false, "2", "2");
        release(room, "bo");
        assertThat(standing(room, "sara")).as("the newer one waits for ada").isEqualTo("open");
        rubric(room, "sara", "sara").then().body("points", equalTo(7f)).body("submission.id", equalTo(first));
        give(room, "ada", "sara", null, false, "2", "4");
        release(room, "ada");
        assertThat(standing(room, "sara")).isEqualTo("earned 5");
    }

    @Test
    void marksForAHalfMarkedOlderDocumentHoldUpNothing() {
        Classroom room = room("counted: latest", Map.of());
        String first = handIn("sara", "one");
        items(room, "ada", "sara", null, Map.of("clarity", "2")).then().statusCode(200);
        clock.forward(Duration.ofHours(1));
        handIn("sara", "two");
        room.by("ada")
                .get(PAPER + "/rubric")
                .then()
                .body("students.find { it.student == 'sara' }.graders[0].drafts", equalTo(false))
                .body("students.find { it.student == 'sara' }.graders[0].olderDrafts", equalTo(true));
        // the same mark again, but of another document
        items(room, "ada", "sara", null, Map.of("clarity", "2")).then().body("staff.history", hasSize(2));
        long last = items(room, "ada", "sara", null, Map.of("depth", "6"))
                .jsonPath()
                .getLong("staff.lastMark");
        room.by("ada")
                .body(Map.of("lastMark", last))
                .post(PAPER + "/students/sara/rubric/release")
                .then()
                .statusCode(200)
                .body("points", equalTo(8f));
        items(room, "ada", "sara", first, Map.of("clarity", "1")).then().statusCode(200);
        room.by("ada")
                .body(Map.of("lastMark", last + 100))
                .post(PAPER + "/rubric/release")
                .then()
                .statusCode(409)
                .body("detail", containsString("no marks for these items: depth"));
        assertThat(standing(room, "sara")).isEqualTo("earned 8");
    }

    /** As a talk can be marked before its slides are there. */
    @Test
    void whatWasMarkedWithoutADocumentCountsAsLongAsThereIsNone() {
        Classroom room = room("counted: latest", Map.of());
        grade(room, "sara", null, "3", "3");
        assertThat(standing(room, "sara")).isEqualTo("earned 6");
        Response announced = announce("sara", "one");
        announced.then().body("quote.explanation", containsString("do not carry over"));
        submit("sara", "one", announced);
        assertThat(standing(room, "sara")).isEqualTo("open");
        rubric(room, "sara", "sara")
                .then()
                .body("points", equalTo(6f))
                .body("submission", nullValue())
                .body("newer.attempt", equalTo(1));
    }

    /** The migration gives marks of before documents: it is run here a second time, on marks that have none. */
    @Test
    void olderMarksKeepTheDocumentThatTheyCountedFor() throws IOException {
        Classroom room = room("counted: latest", Map.of());
        String first = handIn("sara", "one");
        clock.forward(Duration.ofHours(1));
        String second = handIn("sara", "two");
        clock.forward(Duration.ofHours(1));
        handIn("sara", "three");
        String after = handIn("ali", "four");
        clock.forward(Duration.ofHours(1));
        handIn("ali", "five");
        oldMark("sara", "clarity", "2026-11-21T09:30:00Z");
        oldMark("sara", "depth", "2026-11-21T10:30:00Z");
        oldMark("ali", "clarity", "2026-11-21T09:30:00Z");
        oldMark("mina", "clarity", "2026-11-21T09:30:00Z");

        try (InputStream file = Objects.requireNonNull(
                getClass().getResourceAsStream("/db/migration/V7__rubric_marks_of_submissions.sql"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            sql.update(text.substring(text.indexOf("-- Until now")));
        }

        assertThat(rubric(room, "ada", "sara").jsonPath().getList("staff.history.submission"))
                .containsExactly(second, second)
                .doesNotContain(first);
        assertThat(rubric(room, "ada", "ali").jsonPath().getList("staff.history.submission"))
                .containsExactly(after);
        assertThat(rubric(room, "ada", "mina").jsonPath().getString("staff.history[0].submission"))
                .isNull();
    }

    @Test
    void marksForWhoHandedInNothingAreRefusedOnceThereIsSomethingToRead() {
        Classroom room = room("counted: latest", Map.of());
        Map<String, Object> nothing = Map.of(
                "students",
                List.of(Map.of(
                        "student",
                        "sara",
                        "nothingHandedIn",
                        true,
                        "items",
                        List.of(Map.of("item", "clarity", "points", 0), Map.of("item", "depth", "points", 0)))));
        room.by("ada").body(nothing).put(PAPER + "/rubric").then().statusCode(200);
        handIn("sara", "one");
        room.by("ada")
                .body(nothing)
                .put(PAPER + "/rubric")
                .then()
                .statusCode(409)
                .body("detail", containsString("There was nothing to read of sara"));
    }

    private void oldMark(String login, String item, String at) {
        sql.update("""
                INSERT INTO rubric_mark (assignment_id, student_id, grader_id, item, points, comment, marked_at)
                SELECT assignment.id, student.id, grader.id, ?, 2, '', CAST(? AS timestamptz)
                FROM assignment, person student, person grader
                WHERE assignment.slug = 'paper' AND student.login = ? AND grader.login = 'ada'
                """, item, at, login);
    }

    /** Due at noon. */
    private Classroom room(String policy, Map<String, Object> more) {
        Classroom room =
                new Classroom(workplace).students("sara", "ali", "mina").assistants("ada", "bo");
        sql.update(
                "INSERT INTO course_document (course_id, kind, text) SELECT id, 'LATE_POLICY', ? FROM course",
                "schema: 1\ntitle: t\n" + policy + (policy.contains("after_budget") ? "" : "\nafter_budget: none"));
        Map<String, Object> settings = new HashMap<>(
                Map.of("due", "2026-11-21T12:00:00Z", "rubric", List.of(item("clarity", 4), item("depth", 6))));
        settings.putAll(more);
        paper.add(room, settings);
        return room;
    }

    private static Map<String, Object> item(String id, int points) {
        return Map.of("id", id, "title", id, "points", points, "description", "");
    }

    private String handIn(String login, String text) {
        return submit(login, text, announce(login, text));
    }

    private Response announce(String login, String text) {
        return paper.student(login).announce("paper.pdf", Paper.pdf(text));
    }

    private String submit(String login, String text, Response announced) {
        Response submitted = paper.submit(login, Paper.pdf(text), announced);
        submitted.then().statusCode(202);
        return submitted.path("id");
    }

    /** Marks a document, the newest if none is named, and releases it. */
    private static void grade(
            Classroom room, String student, @Nullable String submission, String clarity, String depth) {
        give(room, "ada", student, submission, false, clarity, depth).then().statusCode(200);
        release(room, "ada");
    }

    private static Response give(
            Classroom room,
            String grader,
            String student,
            @Nullable String submission,
            boolean team,
            String... points) {
        return put(room, grader, student, submission, team, Map.of("clarity", points[0], "depth", points[1]));
    }

    private static Response items(
            Classroom room, String grader, String student, @Nullable String submission, Map<String, String> points) {
        return put(room, grader, student, submission, false, points);
    }

    private static Response put(
            Classroom room,
            String grader,
            String student,
            @Nullable String submission,
            boolean team,
            Map<String, String> points) {
        Map<String, Object> body = new HashMap<>();
        body.put(
                "items",
                points.entrySet().stream()
                        .map(entry -> Map.of("item", entry.getKey(), "points", new BigDecimal(entry.getValue())))
                        .toList());
        body.put("team", team);
        body.put("submission", submission);
        return room.by(grader).body(body).put(PAPER + "/students/" + student + "/rubric");
    }

    private static void release(Classroom room, String grader) {
        long last = room.by(grader).get(PAPER + "/rubric").jsonPath().getLong("lastMark");
        room.by(grader)
                .body(Map.of("lastMark", last))
                .post(PAPER + "/rubric/release")
                .then()
                .statusCode(200);
    }

    private static Response releaseTeam(Classroom room, String student, @Nullable String submission) {
        Map<String, Object> body = new HashMap<>();
        body.put("lastMark", room.by("ada").get(PAPER + "/rubric").jsonPath().getLong("lastMark"));
        body.put("team", true);
        body.put("submission", submission);
        return room.by("ada").body(body).post(PAPER + "/students/" + student + "/rubric/release");
    }

    private static Response rubric(Classroom room, String by, String student) {
        return room.by(by).get(PAPER + "/students/" + student + "/rubric");
    }

    private static void choose(Classroom room, String student, String submission) {
        room.by(student)
                .body(Map.of("submission", submission))
                .put(PAPER + "/choice")
                .then()
                .statusCode(200);
    }

    private static void publish(Classroom room) {
        room.by("ada").body(Map.of()).post(PAPER + "/publication").then().statusCode(200);
    }

    /** In the gradebook of the staff, with the points where there are some. */
    private static String standing(Classroom room, String student) {
        Response book = room.by("ada").get(COURSE + "/gradebook");
        book.then().statusCode(200);
        String cell = "students.find { it.login == '" + student + "' }.cells.paper.";
        String points = book.jsonPath().getString(cell + "points");
        return book.jsonPath().getString(cell + "standing")
                + (points == null
                        ? ""
                        : " " + new BigDecimal(points).stripTrailingZeros().toPlainString());
    }
}
