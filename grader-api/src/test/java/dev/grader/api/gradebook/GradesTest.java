package dev.grader.api.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What students and staff see of grades that people give. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class GradesTest {
    private static final String COURSE = "/api/v1/courses/deep";
    private static final String EXAM = "items.find { it.assignment == 'exam' }.";

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
    void theCommentOfAnEnteredGradeReachesTheStudentWhenItIsPublished() {
        Classroom room = room();
        enter(room, "sara", 17);
        room.by("sara")
                .get(COURSE + "/grades")
                .then()
                .body("items.find { it.assignment == 'exam' }.points", nullValue())
                .body("items.find { it.assignment == 'exam' }.standing", equalTo("unpublished"));

        room.by("ada")
                .body(Map.of())
                .post(Classroom.assignment("exam") + "/publication")
                .then()
                .statusCode(200);

        room.by("sara")
                .get(COURSE + "/grades")
                .then()
                .body("items.find { it.assignment == 'exam' }.points", equalTo(17))
                .body(
                        "items.find { it.assignment == 'exam' }.explanation",
                        equalTo("entered by the staff: question 3 not counted"));
        room.by("ali").get(COURSE + "/grades?student=sara").then().statusCode(404);
    }

    @Test
    void whatOnlyARubricSaysIsToldAsGradedByTheStaff() {
        Classroom room = room();
        room.talk("talk", Map.of(), "all", "10");
        room.by("ada")
                .body(Map.of("items", List.of(Map.of("item", "all", "points", 7))))
                .put(Classroom.assignment("talk") + "/students/sara/rubric")
                .then()
                .statusCode(200);
        int seen = room.by("ada")
                .get(Classroom.assignment("talk") + "/students/sara/rubric")
                .path("staff.lastMark");
        room.by("ada")
                .body(Map.of("lastMark", seen))
                .post(Classroom.assignment("talk") + "/students/sara/rubric/release")
                .then()
                .statusCode(200);

        room.by("ada")
                .get(COURSE + "/grades?student=sara")
                .then()
                .body("items.find { it.assignment == 'talk' }.points", equalTo(7))
                .body("items.find { it.assignment == 'talk' }.explanation", equalTo("graded by the staff"));
    }

    @Test
    void publishingAgainTellsOnlyWhoWasNotToldAndLeavesChangesPending() {
        Classroom room = room();
        enter(room, "sara", 17);
        room.by("ada").body(Map.of()).post(Classroom.assignment("exam") + "/publication");
        enter(room, "sara", 18);
        room.students("late");

        room.by("ada")
                .body(Map.of())
                .post(Classroom.assignment("exam") + "/publication")
                .then()
                .body("grades", equalTo(1));

        room.by("ada").get(COURSE + "/pending").then().body("changes.student", equalTo(List.of("sara")));
    }

    @Test
    void otherFullMarksChangeNothingThatWasToldUntilTheyAreAccepted() {
        Classroom room = room();
        onlyTheExamCounts();
        enter(room, "sara", 17);
        room.by("ada").body(Map.of()).post(Classroom.assignment("exam") + "/publication");
        told(room).body(EXAM + "possible", equalTo(20)).body("grade", equalTo(85f));

        room.talk("exam", Map.of("points", 40));

        told(room)
                .body(EXAM + "points", equalTo(17))
                .body(EXAM + "possible", equalTo(20))
                .body("grade", equalTo(85f));
        room.by("ada")
                .get(COURSE + "/gradebook")
                .then()
                .body("students.find { it.login == 'sara' }.cells.exam.published.pending", equalTo(true));
        Response pending = room.by("ada").get(COURSE + "/pending");
        pending.then()
                .body("changes.student", equalTo(List.of("ali", "sara")))
                .body("changes[1].published", equalTo(17))
                .body("changes[1].publishedPossible", equalTo(20))
                .body("changes[1].points", equalTo(17))
                .body("changes[1].possible", equalTo(40));
        room.by("ada")
                .body(Map.of("reason", "Two pages more", "pending", pending.path("id")))
                .post(COURSE + "/pending/accept")
                .then()
                .body("grades", equalTo(2));

        told(room).body(EXAM + "possible", equalTo(40)).body("grade", equalTo(42.5f));
        room.by("ada").get(COURSE + "/pending").then().body("changes", hasSize(0));
    }

    @Test
    void whatWasToldBeforeFullMarksWereWrittenDownIsShownByThoseOfNow() {
        Classroom room = room();
        onlyTheExamCounts();
        enter(room, "sara", 17);
        sql.update("""
                INSERT INTO published_grade (assignment_id, student_id, standing, points, explanation, person_id, reason)
                SELECT assignment.id, person.id, 'EARNED', 17, '', person.id, ''
                FROM assignment, person WHERE assignment.slug = 'exam' AND person.login = 'sara'
                """);

        room.talk("exam", Map.of("points", 40));

        told(room).body(EXAM + "possible", equalTo(40f)).body("grade", equalTo(42.5f));
        room.by("ada").get(COURSE + "/pending").then().body("changes", hasSize(0));
    }

    private void onlyTheExamCounts() {
        sql.update("""
                INSERT INTO course_document (course_id, kind, text)
                SELECT id, 'GRADING_SCHEME', ? FROM course WHERE slug = 'deep'
                """, "schema: 1\ncomponents:\n  - {id: exam, title: Exam, weight: 100, items: [exam]}\n");
    }

    /** What sara sees. */
    private ValidatableResponse told(Classroom room) {
        return room.by("sara").get(COURSE + "/grades").then();
    }

    @Test
    void whatOneCoursePublishesIsNotToldInAnother() {
        Classroom room = room();
        enter(room, "sara", 17);
        room.by("ada").body(Map.of()).post(Classroom.assignment("exam") + "/publication");
        workplace.course("other");
        String other = "/api/v1/courses/other";
        room.by("root")
                .body(Map.of("role", "student"))
                .put(other + "/members/sara")
                .then()
                .statusCode(200);
        room.by("root")
                .body(Map.of("title", "Exam", "category", "exam", "kind", "none", "points", 20))
                .put(other + "/assignments/exam")
                .then()
                .statusCode(201);

        room.by("sara")
                .get(other + "/grades")
                .then()
                .body("items.find { it.assignment == 'exam' }.standing", equalTo("unpublished"));
        room.by("root")
                .body(Map.of())
                .post(other + "/assignments/exam/publication")
                .then()
                .body("grades", equalTo(1));
    }

    @Test
    void whoIsNoStudentHasNoGrades() {
        Classroom room = room();

        room.by("ada").get(COURSE + "/grades").then().statusCode(400);
        room.by("ada").get(COURSE + "/grades?student=ada").then().statusCode(404);
        room.by("ada").get(COURSE + "/grades?student=nobody").then().statusCode(404);
    }

    @Test
    void nobodyEntersTheirOwnGrade() {
        Classroom room = room();
        // somebody who may enter grades everywhere, and takes this course
        room.by("root")
                .body(Map.of("role", "student"))
                .put(COURSE + "/members/root")
                .then()
                .statusCode(200);

        room.by("root")
                .body(Map.of("grades", List.of(Map.of("student", "root", "points", 20))))
                .post(Classroom.assignment("exam") + "/grades")
                .then()
                .statusCode(403)
                .body("detail", containsString("own work"));
    }

    @Test
    void whatCannotBeStoredIsRefused() {
        Classroom room = room();
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("points", 1e9),
                Map.of("points", 0.00001),
                Map.of("points", 5, "due", "+300000-01-01T00:00:00Z"),
                Map.of("points", 5, "title", "NUL \u0000"))) {
            Map<String, Object> settings = new HashMap<>(Map.of("title", "x", "category", "c", "kind", "none"));
            settings.putAll(wrong);
            room.by("ada").body(settings).put(Classroom.assignment("x")).then().statusCode(oneOf(400, 422));
        }
        room.by("ada")
                .body(Map.of("dates", List.of(Map.of("assignment", "exam", "closes", "2026-01-01T00:00:00Z"))))
                .post(COURSE + "/changes/preview")
                .then()
                .statusCode(422)
                .body("detail", containsString("needs a due date"));
        room.by("ada")
                .body(Map.of("decisions", Map.of("submissions", List.of(Map.of("part", "exam")))))
                .post(COURSE + "/changes/preview")
                .then()
                .statusCode(422)
                .body("detail", containsString("submissions"));
    }

    /** A title is read before the grades that were typed in: who reads meanwhile sees both as they were, or both as they are. */
    @ParameterizedTest
    @MethodSource
    void whatIsReadIsOfOneMoment(String address, String title, String points) throws Exception {
        Classroom room = room();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Response> read = QuarkusTransaction.requiringNew().call(() -> {
                sql.update("LOCK TABLE entered_grade IN ACCESS EXCLUSIVE MODE");
                Future<Response> reading = threads.submit(() -> room.by("ada").get(address));
                workplace.awaitWaiting(reading);
                assertThat(reading).isNotDone();
                sql.update("UPDATE assignment SET title = 'Midterm' WHERE slug = 'exam'");
                sql.update("""
                        INSERT INTO entered_grade (assignment_id, student_id, points, comment, person_id)
                        SELECT assignment.id, person.id, 17, '', person.id FROM assignment, person
                        WHERE assignment.slug = 'exam' AND person.login = 'sara'
                        """);
                return reading;
            });
            read.get(20, TimeUnit.SECONDS)
                    .then()
                    .statusCode(200)
                    .body(title, equalTo("exam"))
                    .body(points, anyOf(nullValue(), equalTo(0)));
        }
        room.by("ada").get(address).then().body(title, equalTo("Midterm")).body(points, oneOf(17, 1));
    }

    static Stream<Arguments> whatIsReadIsOfOneMoment() {
        return Stream.of(
                Arguments.of(
                        COURSE + "/gradebook",
                        "assignments.find { it.slug == 'exam' }.title",
                        "students.find { it.login == 'sara' }.cells.exam.points"),
                Arguments.of(COURSE + "/grades?student=sara", EXAM + "title", EXAM + "points"),
                Arguments.of(Classroom.assignment("exam") + "/statistics", "title", "earned"));
    }

    private void enter(Classroom room, String student, int points) {
        room.by("ada")
                .body(Map.of(
                        "grades",
                        List.of(Map.of("student", student, "points", points, "comment", "question 3 not counted"))))
                .post(Classroom.assignment("exam") + "/grades")
                .then()
                .statusCode(200);
    }
}
