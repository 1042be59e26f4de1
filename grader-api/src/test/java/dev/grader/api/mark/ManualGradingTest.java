package dev.grader.api.mark;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.grader.api.person.Role;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.core.score.Mark;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class ManualGradingTest {
    private static final String REPORT = """
              - id: report
                kind: manual
                title: Report
                items:
                  - {id: plots, title: Plots, points: 2}
                  - {id: text, title: Text, points: 3}
            fixtures:
            """;

    @Inject
    Workplace workplace;

    @Inject
    Marks marks;

    private Worker worker = new Worker("", "");
    private UUID submission = new UUID(0, 0);
    private String student = "";
    private String staff = "";

    @BeforeEach
    void setUp() {
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.course("one");
        workplace
                .uploadSuite("one", "Small", suite -> suite.replace("fixtures:\n", REPORT))
                .then()
                .statusCode(202);
        workplace.prove(worker);
        student = workplace.token("sara", Role.STUDENT);
        staff = workplace.token("root", Role.ADMIN);
        by(staff)
                .body(Map.of("role", "student"))
                .put("/api/v1/courses/one/members/sara")
                .then()
                .statusCode(200);
        submission = workplace.submit("one", "sara");
        worker.drain();
    }

    @Test
    void theSuiteProvesItselfWithoutItAndTheAutomaticPartShows() {
        workplace.suite("one", 1).then().body("state", equalTo("PUBLISHED"));
        seen().then()
                .body("state", equalTo("GRADED"))
                .body("result.raw", equalTo(10.0f))
                .body("result.maximum", equalTo(15))
                .body("result.complete", equalTo(false))
                .body("result.tests[2].verdict", equalTo("AWAITING_GRADING"))
                .body("result.tests[2].messages", hasItem("a person grades this: Plots, Text"));
    }

    @Test
    void marksCountAndShowOnceTheyAreReleased() {
        mark("plots", "1.5", "Name the axes").then().statusCode(200);
        release().then().statusCode(409).body("detail", containsString("text"));
        mark("text", "3", null).then().statusCode(200).body("tests[0].released", equalTo(false));
        seen().then().body("result.raw", equalTo(10.0f)).body("result.complete", equalTo(false));

        release().then().statusCode(200).body("tests[0].released", equalTo(true));

        seen().then()
                .body("result.raw", equalTo(14.5f))
                .body("result.finalPoints", equalTo(14.5f))
                .body("result.complete", equalTo(true))
                .body("result.tests[2].verdict", equalTo("PARTIAL"))
                .body("result.tests[2].messages", hasItem("Plots: 1.5 of 2 – Name the axes"));
    }

    @Test
    void theStatisticsKnowWhatWasReleased() {
        mark("plots", "1.5", "");
        mark("text", "3", "");
        statistics().then().body("tests[2].open", equalTo(1)).body("tests[2].judged", equalTo(0));

        release();

        statistics()
                .then()
                .body("tests[2].open", equalTo(0))
                .body("tests[2].judged", equalTo(1))
                .body("tests[2].meanPoints", equalTo(4.5f));
    }

    private Response statistics() {
        return by(staff).get("/api/v1/courses/one/assignments/lenet/statistics");
    }

    @Test
    void aMarkThatIsChangedCountsOnlyWhenItIsReleasedAgainAndNothingIsForgotten() {
        mark("plots", "1", "");
        mark("text", "1", "");
        release();
        mark("plots", "2", "You are right");
        mark("plots", "2", "You are right");
        seen().then().body("result.raw", equalTo(12f));

        release();

        seen().then().body("result.raw", equalTo(13f));
        by(staff)
                .get("/api/v1/submissions/{id}/marks", submission)
                .then()
                .body("history", hasSize(3))
                .body("history[0].grader", equalTo("root"))
                .body("tests[0].items[0].mark.comment", equalTo("You are right"));
        by(staff)
                .get("/api/v1/courses/one/audit?limit=5")
                .then()
                .body(
                        "action",
                        equalTo(List.of(
                                "marks of a test released",
                                "test marked",
                                "marks of a test released",
                                "test marked",
                                "test marked")))
                .body("[1].subject", equalTo("lenet of sara"))
                .body("[1].person", equalTo("root"))
                .body("[1].detail.item", equalTo("plots"))
                .body("[1].detail.points", equalTo(2))
                .body("[1].detail.submission", equalTo(submission.toString()));
    }

    @Test
    void whatSomebodyMarkedSinceOneLookedIsNotReleased() {
        mark("plots", "1", "");
        long seen = mark("text", "1", "").jsonPath().getLong("tests[0].lastMark");
        mark("plots", "2", "");

        release(seen).then().statusCode(409).body("detail", containsString("since you looked"));

        seen().then().body("result.complete", equalTo(false));
    }

    /** Ids are drawn before the commit: without the lock the later id could be released before the earlier mark is there. */
    @Test
    void aMarkThatIsStillBeingWrittenIsNotReleasedUnseen() throws Exception {
        mark("plots", "2", "");
        mark("text", "3", "");
        long grader = workplace.person("root", Role.ADMIN).id();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> slow =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        marks.lock(submission);
                        marks.put(submission, "report", "plots", new Mark(BigDecimal.ZERO, ""), grader);
                        written.countDown();
                        await(commit);
                    }));
            await(written);
            Future<Response> other = threads.submit(() -> mark("text", "1", ""));
            workplace.awaitWaiting(other);
            assertThat(other.isDone())
                    .as("done before the other one is written")
                    .isFalse();
            commit.countDown();
            slow.get(60, TimeUnit.SECONDS);

            other.get(60, TimeUnit.SECONDS)
                    .then()
                    .body("tests[0].items[0].mark.points", equalTo(0f))
                    .body("tests[0].items[1].mark.points", equalTo(1f));
        }
    }

    @Test
    void whatPeopleSayIsMarkedAsSuchWhateverTheVerdict() {
        mark("plots", "2", "Beautiful");
        mark("text", "3", "");
        release();

        seen().then()
                .body("result.tests[2].verdict", equalTo("PASSED"))
                .body("result.tests[2].byPeople", equalTo(true))
                .body("result.tests[2].messages", hasItem("Plots: 2 of 2 – Beautiful"))
                .body("result.tests[0].byPeople", equalTo(false));
    }

    @Test
    void whatTheRubricDoesNotHaveIsRefused() {
        mark("plots", "2.5", "").then().statusCode(400).body("detail", containsString("at most 2 points"));
        mark("plots", "-1", "").then().statusCode(400);
        mark("plot", "1", "").then().statusCode(400).body("detail", containsString("plots, text"));
        by(staff)
                .body(Map.of("points", 1))
                .put("/api/v1/submissions/{id}/marks/by-hand/plots", submission)
                .then()
                .statusCode(400)
                .body("detail", containsString("These are: report"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private Response mark(String item, String points, @Nullable String comment) {
        String body = "{\"points\": " + points + (comment == null ? "" : ", \"comment\": \"" + comment + "\"") + "}";
        return by(staff).body(body).put("/api/v1/submissions/{id}/marks/report/{item}", submission, item);
    }

    private Response release() {
        return release(by(staff)
                .get("/api/v1/submissions/{id}/marks", submission)
                .jsonPath()
                .getLong("tests[0].lastMark"));
    }

    private Response release(long lastMark) {
        return by(staff)
                .body(Map.of("lastMark", lastMark))
                .post("/api/v1/submissions/{id}/marks/report/release", submission);
    }

    private Response seen() {
        return by(student).get("/api/v1/submissions/{id}", submission);
    }

    private static RequestSpecification by(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
