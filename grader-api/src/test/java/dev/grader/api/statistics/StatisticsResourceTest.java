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
        for (String login : List.of("sara", "ali", "idle")) {
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
        // what was graded once more counts as it is now, and was waited for once
        sql.update("""
                INSERT INTO grade (submission_id, revision, suite_version_id, sources, sheet, points, maximum, cause)
                SELECT submission_id, 2, grade.suite_version_id, sources, jsonb_set(sheet, '{tests}', '[]'), points,
                       maximum, 'COMPLETED'
                FROM grade JOIN submission ON submission.id = grade.submission_id
                           JOIN person ON person.id = submission.student_id AND person.login = 'ali'
                """);

        RestAssured.given()
                .auth()
                .oauth2(root)
                .get(Classroom.assignment("lenet") + "/statistics")
                .then()
                .statusCode(200)
                .body("timeToGrade.count", equalTo(2))
                .body("timeToGrade.longest", greaterThan(0f))
                .body("tests.size()", greaterThan(0))
                .body("tests[0].judged", equalTo(1))
                .body("used.units", contains(0))
                .body("used.students", contains(2));

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
}
