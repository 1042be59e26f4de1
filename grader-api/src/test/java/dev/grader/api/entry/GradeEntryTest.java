package dev.grader.api.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.grader.api.entry.EnteredGrades.Entered;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.term.CourseLock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class GradeEntryTest {
    private static final String GRADES = Classroom.assignment("exam") + "/grades";

    @Inject
    Workplace workplace;

    @Inject
    EnteredGrades entered;

    @Inject
    Sql sql;

    @Inject
    CourseLock lock;

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    private Classroom room() {
        Classroom room = new Classroom(workplace).students("sara", "ali").assistants("ada");
        room.talk("exam", Map.of("points", 20));
        room.talk("talk", Map.of("points", 5));
        return room;
    }

    @Test
    void theNewestEntryHoldsAndTheOthersStayReadable() {
        Classroom room = room();
        enter(room, "{'student': 'sara', 'points': 17.5, 'comment': ' Well done '}", "{'student': 'ali', 'points': 3}")
                .then()
                .statusCode(200)
                .body("possible", equalTo(20f))
                .body("grades.student", contains("ali", "sara"))
                .body("grades[1].comment", equalTo("Well done"))
                .body("grades[1].enteredBy", equalTo("ada"));

        enter(room, "{'student': 'sara', 'points': 18}", "{'student': 'ali', 'points': 3}")
                .then()
                .body("grades[1].points", equalTo(18f))
                .body("history", hasSize(3))
                .body("history[0].points", equalTo(17.5f));
        enter(room, "{'student': 'sara', 'points': null}")
                .then()
                .body("grades.student", contains("ali"))
                .body("history", hasSize(4))
                .body("history[3].points", nullValue());

        assertThat(held()).isEqualTo(List.of("ali 3"));
        room.by("ada")
                .get("/api/v1/courses/deep/audit")
                .then()
                .body("findAll { it.action != 'members changed' }.action", hasSize(3))
                .body("action[0]", equalTo("grades entered"))
                .body("reason[0]", equalTo("first exam"))
                .body("detail[2][0].points", equalTo(17.5f));
    }

    @Test
    void anotherCommentAloneIsANewEntry() {
        Classroom room = room();
        enter(room, "{'student': 'sara', 'points': 17, 'comment': 'Well done'}");
        enter(room, "{'student': 'sara', 'points': 17, 'comment': 'Well done, Sara'}")
                .then()
                .body("history", hasSize(2))
                .body("grades[0].comment", equalTo("Well done, Sara"));
        enter(room, "{'student': 'sara', 'points': 17.0, 'comment': 'Well done, Sara'}")
                .then()
                .body("history", hasSize(2));
    }

    @Test
    void aMistakeAnywhereEntersNothing() {
        Classroom room = room();
        String good = "{'student': 'sara', 'points': 17}";

        enter(room, good, "{'student': 'nobody', 'points': 1}")
                .then()
                .statusCode(400)
                .body("detail", containsString("no students of this course: nobody"));
        enter(room, good, "{'student': 'ada', 'points': 1}").then().statusCode(400);
        enter(room, good, "{'student': 'ali', 'points': -1}").then().statusCode(400);
        enter(room, good, "{'student': 'ali', 'points': 1.23456}").then().statusCode(400);
        enter(room, good, "{'student': 'ali', 'points': 20.5}")
                .then()
                .statusCode(400)
                .body("detail", containsString("Full marks are 20 points; these have more: ali"));
        enter(room, good, good).then().statusCode(400).body("detail", containsString("twice"));
        enter(room, good, "{'student': 'ali', 'points': 'many'}").then().statusCode(400);
        enter(room).then().statusCode(400);

        assertThat(sql.count("SELECT count(*) AS n FROM entered_grade")).isZero();
        assertThat(sql.count("SELECT count(*) AS n FROM audit WHERE action = 'grades entered'"))
                .isZero();
    }

    @Test
    void whoIsExcusedGetsNoGradeUntilThatIsTakenBack() {
        Classroom room = room();
        Map<String, String> excuse = Map.of("part", "exam", "student", "ali", "reason", "joined late");
        List<Object> decisions = room.by("root")
                .body(Map.of("reason", "joined late", "decisions", Map.of("excused", List.of(excuse))))
                .post("/api/v1/courses/deep/changes")
                .then()
                .statusCode(200)
                .extract()
                .path("decisions");

        enter(room, "{'student': 'sara', 'points': 17}", "{'student': 'ali', 'points': 3}")
                .then()
                .statusCode(400)
                .body("detail", containsString("excused from 'exam': ali. Take that back first"));
        assertThat(held()).isEmpty();
        enter(room, "{'student': 'sara', 'points': 17}", "{'student': 'ali', 'points': null}")
                .then()
                .statusCode(200);

        room.by("root")
                .body(Map.of("reason", "was there", "withdraw", decisions))
                .post("/api/v1/courses/deep/changes")
                .then()
                .statusCode(200);
        enter(room, "{'student': 'ali', 'points': 3}").then().statusCode(200);
        assertThat(held()).isEqualTo(List.of("ali 3", "sara 17"));
    }

    @Test
    void aGradeWaitsForAChangeOfTheCourse() throws Exception {
        Classroom room = room();
        long course = sql.count("SELECT id AS n FROM course WHERE slug = 'deep'");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Response> entering = QuarkusTransaction.requiringNew().call(() -> {
                lock.take(course);
                Future<Response> other = threads.submit(() -> enter(room, "{'student': 'ali', 'points': 3}"));
                workplace.awaitWaiting(other);
                assertThat(other.isDone()).as("done before the change").isFalse();
                return other;
            });
            entering.get(60, TimeUnit.SECONDS).then().statusCode(200);
        }
    }

    @Test
    void moreThanFullMarksMustBeMeant() {
        Classroom room = room();

        room.by("ada")
                .body("{\"allowAbove\": true, \"grades\": [{\"student\": \"ali\", \"points\": 21}]}")
                .post(GRADES)
                .then()
                .statusCode(200);

        assertThat(held()).isEqualTo(List.of("ali 21"));
    }

    @Test
    void codeWithoutASuiteHasNoFullMarksYet() {
        Classroom room = room();

        room.by("ada")
                .body("{\"grades\": [{\"student\": \"ali\", \"points\": 900}]}")
                .post(Classroom.assignment("lenet") + "/grades")
                .then()
                .statusCode(200)
                .body("possible", nullValue());
    }

    private List<String> held() {
        long course = sql.count("SELECT id AS n FROM course WHERE slug = 'deep'");
        return entered.all(course).stream().map(GradeEntryTest::words).toList();
    }

    private static String words(Entered grade) {
        BigDecimal points = grade.points();
        return grade.student() + " "
                + (points == null ? "none" : points.stripTrailingZeros().toPlainString());
    }

    private static Response enter(Classroom room, String... grades) {
        return room.by("ada")
                .body(("{'reason': 'first exam', 'grades': [" + String.join(", ", grades) + "]}").replace('\'', '"'))
                .post(GRADES);
    }
}
