package dev.grader.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
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
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class RegradeRequestTest {
    private static final String REQUESTS = "/api/v1/courses/deep/requests";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    private Classroom room() {
        Classroom room = new Classroom(workplace).students("sara", "ali").assistants("ada");
        room.talk("exam", Map.of("points", 20));
        return room;
    }

    @Test
    void aStudentAsksIsAnsweredAndMayAskAgain() {
        Classroom room = room();
        publish("sara");
        int id = ask(room, "sara", " Task 2 was right ")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        ask(room, "sara", "Hello?").then().statusCode(409).body("detail", containsString("request " + id));

        room.by("ada")
                .get(REQUESTS + "?open=true")
                .then()
                .body("student", contains("sara"))
                .body("text", contains("Task 2 was right"))
                .body("answer", contains(nullValue()));
        answer(room, id, "GRANTED", "You are right").then().statusCode(200);
        answer(room, id, "REFUSED", "No").then().statusCode(409).body("detail", containsString("answered already"));

        room.by("ada").get(REQUESTS + "?open=true").then().body("id", empty());
        room.by("sara")
                .get(REQUESTS)
                .then()
                .body("answer.outcome", contains("GRANTED"))
                .body("answer.text", contains("You are right"))
                .body("answer.answeredBy", contains("ada"));
        room.by("ali").get(REQUESTS).then().body("id", empty());
        ask(room, "sara", "And task 3?").then().statusCode(201);
        room.by("ada")
                .get("/api/v1/courses/deep/audit")
                .then()
                .body(
                        "findAll { it.action != 'members changed' }.action",
                        contains("regrade requested", "regrade answered", "regrade requested"))
                .body("subject[0]", equalTo("exam of sara"));
    }

    @Test
    void thereMustBeAGradeToAskAbout() {
        Classroom room = room();
        publish("ali");

        ask(room, "sara", "Where is it?")
                .then()
                .statusCode(409)
                .body("detail", containsString("no grade for 'exam' yet"));
        ask(room, "ada", "Mine?").then().statusCode(403);
        ask(room, "ali", " ").then().statusCode(400);
    }

    @Test
    void aGradeIsWhatASuiteHasGradedToo() {
        Worker worker = workplace.worker("worker-1");
        workplace.publishedCourse("deep", worker);
        String token = workplace.token("sara", Role.STUDENT);
        RestAssured.given()
                .auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .contentType(ContentType.JSON)
                .body(Map.of("role", "student"))
                .put("/api/v1/courses/deep/members/sara")
                .then()
                .statusCode(200);
        workplace.submit("deep", "sara");

        askFor(token, "lenet").then().statusCode(409).body("detail", containsString("no grade for 'lenet' yet"));
        worker.drain();
        askFor(token, "lenet").then().statusCode(201);
    }

    @Test
    void aGradeIsWhatGradersHaveReleasedToo() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "5");
        String rubric = Classroom.assignment("talk") + "/students/sara/rubric";
        long last = room.by("ada")
                .body(Map.of("items", List.of(Map.of("item", "clarity", "points", 3, "comment", ""))))
                .put(rubric)
                .jsonPath()
                .getLong("staff.lastMark");
        room.by("sara")
                .body(Map.of("text", "Why 3?"))
                .post(Classroom.assignment("talk") + "/requests")
                .then()
                .statusCode(409);
        room.by("ada")
                .body(Map.of("lastMark", last))
                .post(rubric + "/release")
                .then()
                .statusCode(200);
        room.by("sara")
                .body(Map.of("text", "Why 3?"))
                .post(Classroom.assignment("talk") + "/requests")
                .then()
                .statusCode(201);

        // and one that is open there is none here
        publish("sara");
        ask(room, "sara", "And the exam?").then().statusCode(201);
    }

    @Test
    void ofTwoRequestsAtOnceOneIsTaken() throws Exception {
        Classroom room = room();
        publish("sara");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<Response> asking = () -> ask(room, "sara", "Please");

            List<Future<Response>> answers = threads.invokeAll(List.of(asking, asking));

            assertThat(List.of(
                            answers.getFirst().get().statusCode(),
                            answers.getLast().get().statusCode()))
                    .containsExactlyInAnyOrder(201, 409);
        }
    }

    @Test
    void anotherCourseDoesNotHaveTheRequest() {
        Classroom room = room();
        publish("sara");
        int id = ask(room, "sara", "Please").path("id");
        workplace.course("other");

        room.by("root")
                .body(Map.of("outcome", "GRANTED", "text", "Fine"))
                .post("/api/v1/courses/other/requests/" + id + "/answer")
                .then()
                .statusCode(404);
        room.by("root").get("/api/v1/courses/other/requests").then().body("$", hasSize(0));
    }

    private void publish(String student) {
        sql.update("""
                INSERT INTO published_grade (assignment_id, student_id, standing, points, explanation, person_id, reason)
                SELECT assignment.id, student.id, 'EARNED', 12, '', root.id, ''
                FROM assignment, person student, person root
                WHERE assignment.slug = 'exam' AND student.login = ? AND root.login = 'root'
                """, student);
    }

    private static Response askFor(String token, String assignment) {
        return RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("text", "Please"))
                .post(Classroom.assignment(assignment) + "/requests");
    }

    private static Response ask(Classroom room, String student, String text) {
        return room.by(student).body(Map.of("text", text)).post(Classroom.assignment("exam") + "/requests");
    }

    private static Response answer(Classroom room, int id, String outcome, String text) {
        return room.by("ada").body(Map.of("outcome", outcome, "text", text)).post(REQUESTS + "/" + id + "/answer");
    }
}
