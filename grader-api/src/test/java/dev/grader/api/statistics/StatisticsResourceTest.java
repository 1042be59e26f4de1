package dev.grader.api.statistics;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.api.upload.Paper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class StatisticsResourceTest {
    @Inject
    Workplace workplace;

    @Inject
    Paper paper;

    @Inject
    Sql sql;

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    @Test
    void theDistributionOfAnExam() {
        Classroom room = new Classroom(workplace)
                .students("sara", "ali", "zahra", "omid")
                .assistants("ada");
        room.talk("exam", Map.of("points", 20));
        room.by("ada")
                .body(Map.of(
                        "grades",
                        List.of(
                                Map.of("student", "sara", "points", 20),
                                Map.of("student", "ali", "points", 5),
                                Map.of("student", "zahra", "points", 11))))
                .post(Classroom.assignment("exam") + "/grades")
                .then()
                .statusCode(200);

        room.by("ada")
                .get(Classroom.assignment("exam") + "/statistics")
                .then()
                .statusCode(200)
                .body("possible", equalTo(20f))
                .body("earned", equalTo(3))
                .body("open", equalTo(1))
                .body("points.mean", equalTo(12f))
                .body("points.median", equalTo(11f))
                // the squares of the differences sum to 64 + 49 + 1 = 114; √(114/3)
                .body("points.standardDeviation", equalTo(6.16f))
                .body("points.bins.count", contains(0, 0, 1, 0, 0, 1, 0, 0, 0, 1))
                .body("tests", hasSize(0))
                .body("timeToGrade", nullValue());
    }

    @Test
    void theTestsOfASuiteAndHowLongItTook() {
        Worker worker = workplace.worker("worker-1");
        workplace.publishedCourse("deep", worker);
        String root = workplace.token("root", Role.ADMIN);
        for (String login : List.of("sara", "ali", "mina", "idle")) {
            workplace.token(login, Role.STUDENT);
            RestAssured.given()
                    .auth()
                    .oauth2(root)
                    .contentType(ContentType.JSON)
                    .body(Map.of("role", "student"))
                    .put("/api/v1/courses/deep/members/" + login)
                    .then()
                    .statusCode(200);
            if (!login.equals("idle")) {
                workplace.submit("deep", login);
            }
        }
        worker.drain();
        // of the practical days three are for one assignment: 25 hours late use two, four days and a second use three
        // and
        // cost 20 % of the points
        Instant due = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(10));
        sql.update("UPDATE assignment SET due = ? WHERE slug = 'lenet'", due);
        handedIn("mina", due);
        handedIn("sara", due.plus(Duration.ofHours(25)));
        handedIn("ali", due.plus(Duration.ofDays(4)).plusSeconds(1));
        // what was graded once more counts as it is now, and was waited for once
        sql.update("""
                INSERT INTO grade (submission_id, revision, suite_version_id, sources, sheet, points, maximum, cause)
                SELECT submission_id, 2, grade.suite_version_id, sources, jsonb_set(sheet, '{tests}', '[]'), points,
                       maximum, 'COMPLETED'
                FROM grade JOIN submission ON submission.id = grade.submission_id
                           JOIN person ON person.id = submission.student_id AND person.login = 'ali'
                """);
        sql.update("""
                INSERT INTO grade (submission_id, revision, suite_version_id, sources, sheet, points, maximum, cause)
                SELECT submission_id, 2, grade.suite_version_id, sources,
                       jsonb_set(jsonb_set(sheet, '{tests,0,verdict}', '"FAILED"'), '{tests,0,points}', '0'), 5, maximum,
                       'COMPLETED'
                FROM grade JOIN submission ON submission.id = grade.submission_id
                           JOIN person ON person.id = submission.student_id AND person.login = 'mina'
                """);

        RestAssured.given()
                .auth()
                .oauth2(root)
                .get(Classroom.assignment("lenet") + "/statistics")
                .then()
                .statusCode(200)
                .body("timeToGrade.count", equalTo(3))
                .body("timeToGrade.longest", greaterThan(9f * 86_400))
                .body("earned", equalTo(3))
                .body("missing", equalTo(1))
                // 5, 10 and 8
                .body("points.mean", equalTo(7.67f))
                .body("points.median", equalTo(8f))
                .body("tests.id", contains("by-hand", "size"))
                .body("tests.judged", contains(2, 2))
                .body("tests.passed", contains(1, 2))
                .body("tests.passRate", contains(50f, 100f))
                .body("tests.meanPoints", contains(2.5f, 5f))
                .body("unit", equalTo("day"))
                .body("used.units", contains(0, 2, 3))
                .body("used.students", contains(1, 1, 1));

        RestAssured.given()
                .auth()
                .oauth2(root)
                .contentType(ContentType.JSON)
                .body(Map.of("title", "Exam", "category", "exam", "kind", "none", "points", 20))
                .put(Classroom.assignment("exam"))
                .then()
                .statusCode(201);
        RestAssured.given()
                .auth()
                .oauth2(root)
                .get(Classroom.assignment("exam") + "/statistics")
                .then()
                .body("timeToGrade", nullValue());
    }

    /** What comes first is what was waited for: neither a release later nor a grader who is added makes the wait longer. */
    @Test
    void howLongItTookUntilThereWereMarks() {
        Classroom room = new Classroom(workplace)
                .students("sara", "ali", "mina", "omid", "idle")
                .assistants("ada", "bo", "cy");
        List<Map<String, Object>> rubric =
                List.of(Map.of("id", "all", "title", "All", "points", 10, "description", ""));
        paper.add(room, Map.of("rubric", rubric, "teamSet", "pairs"));
        paper.team(room, "one", "mina", "omid");
        statistics(room, "paper").body("timeToMark", nullValue());
        Instant due = Instant.parse("2026-10-01T00:00:00Z");
        Instant start = due.minus(Duration.ofDays(10));
        sql.update("UPDATE assignment SET due = ? WHERE slug = 'paper'", due);
        room.by("root")
                .body(Map.of(
                        "reason",
                        "ill",
                        "decisions",
                        Map.of(
                                "extensions",
                                List.of(Map.of("student", "idle", "part", "paper", "hours", 5, "reason", "ill")))))
                .post("/api/v1/courses/deep/changes")
                .then()
                .statusCode(200);

        UUID sara = paper("sara", start);
        assigned("sara", "ada", start);
        assigned("sara", "bo", start);
        assigned("sara", "cy", start.plus(Duration.ofHours(4)));
        released("sara", "ada", sara, start.plus(Duration.ofHours(1)));
        released("sara", "bo", sara, start.plus(Duration.ofHours(3)));
        released("sara", "ada", sara, start.plus(Duration.ofHours(50)));
        released("ali", "ada", paper("ali", start), start.plus(Duration.ofHours(1)));
        UUID ali = paper("ali", start.plus(Duration.ofHours(10)));
        released("ali", "ada", ali, start.plus(Duration.ofHours(15)));
        released("ali", "bo", ali, start.plus(Duration.ofHours(30)));
        UUID team = paper("mina", start);
        released("mina", "ada", team, start.plus(Duration.ofHours(2)));
        released("omid", "ada", team, start.plus(Duration.ofHours(8)));
        released("idle", "ada", null, due.plus(Duration.ofHours(20)));

        statistics(room, "paper")
                // 3, 5, 8 and 15 hours
                .body("timeToMark.count", equalTo(4))
                .body("timeToMark.median", equalTo(6.5f * 3600))
                .body("timeToMark.longest", equalTo(15f * 3600))
                .body("timeToGrade", nullValue());

        sql.update("UPDATE assignment SET due = NULL WHERE slug = 'paper'");
        statistics(room, "paper").body("timeToMark.count", equalTo(3)).body("timeToMark.longest", equalTo(8f * 3600));
    }

    private static ValidatableResponse statistics(Classroom room, String slug) {
        return room.by("ada")
                .get(Classroom.assignment(slug) + "/statistics")
                .then()
                .statusCode(200);
    }

    /** A document that was handed in then. */
    private UUID paper(String login, Instant at) {
        Response submitted = paper.submit(login, "paper.pdf", Paper.pdf(login + at));
        submitted.then().statusCode(202);
        UUID id = UUID.fromString(submitted.path("id"));
        sql.update("UPDATE submission SET submitted_at = ? WHERE id = ?", at, id);
        return id;
    }

    private void assigned(String student, String grader, Instant at) {
        sql.update("""
                INSERT INTO grader (assignment_id, student_id, grader_id, assigned_at)
                SELECT assignment.id, student.id, grader.id, ? FROM assignment, person student, person grader
                WHERE assignment.slug = 'paper' AND student.login = ? AND grader.login = ?
                """, at, student, grader);
    }

    private void released(String student, String grader, @Nullable UUID document, Instant at) {
        long mark = sql.count("""
                INSERT INTO rubric_mark (assignment_id, student_id, grader_id, submission_id, item, points, comment)
                SELECT assignment.id, student.id, grader.id, CAST(? AS uuid), 'all', 7, ''
                FROM assignment, person student, person grader
                WHERE assignment.slug = 'paper' AND student.login = ? AND grader.login = ? RETURNING id AS n
                """, document, student, grader);
        sql.update("""
                INSERT INTO rubric_release (assignment_id, student_id, grader_id, last_mark_id, released_at)
                SELECT assignment_id, student_id, grader_id, id, ? FROM rubric_mark WHERE id = ?
                """, at, mark);
    }

    private void handedIn(String login, Instant at) {
        sql.update(
                "UPDATE submission SET submitted_at = ? FROM person WHERE person.id = student_id AND login = ?",
                at,
                login);
    }
}
