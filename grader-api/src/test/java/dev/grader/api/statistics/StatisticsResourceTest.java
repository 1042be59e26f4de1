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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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

    private void handedIn(String login, Instant at) {
        sql.update(
                "UPDATE submission SET submitted_at = ? FROM person WHERE person.id = student_id AND login = ?",
                at,
                login);
    }
}
