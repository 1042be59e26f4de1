package dev.grader.api.grade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Bundle;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Records;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class DueRunTest {
    private static final String LATER = "\n    runs: after_due_date";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    MovedClock clock;

    @Inject
    DueRuns dueRuns;

    @Inject
    Grades grades;

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        clock.release();
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.course("one");
    }

    @AfterEach
    void releaseClock() {
        clock.release();
    }

    @Test
    void aRunThatWasGivenUpIsTriedAnewAfterAPause() {
        UUID submission = awaiting();
        dueRuns.queue();
        for (int claim = 1; claim <= 3; claim++) {
            workplace.endPauses();
            worker.fault(worker.leaseOne()).then().statusCode(204);
        }
        assertThat(dueRuns.queue()).isZero();
        assertThat(worker.lease()).isEmpty();
        admin().post("/api/v1/submissions/{id}/requeue", submission).then().statusCode(409);
        submission(submission)
                .then()
                .body("state", equalTo("GRADED"))
                .body("result.raw", equalTo(5.0f))
                .body("result.tests[1].staffMessages", hasItem(containsString("engine down")));

        sql.update("UPDATE job SET leased_at = now() - interval '11 minutes' WHERE kind = 'RERUN'");
        dueRuns.queue();
        Lease lease = worker.leaseOne();
        worker.measurement(lease, Records.some(lease, Bundle.SIZE)).then().statusCode(204);
        submission(submission).then().body("result.raw", equalTo(10)).body("result.complete", equalTo(true));
    }

    @Test
    void aRecordWaitsForAVersionThatIsBeingApplied() throws Exception {
        awaiting();
        dueRuns.queue();
        Lease lease = worker.leaseOne();
        long assignment = sql.count("SELECT id AS n FROM assignment WHERE slug = 'lenet'");
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Response> sent = QuarkusTransaction.requiringNew().call(() -> {
                grades.lockGraded(assignment);
                Future<Response> sending =
                        other.submit(() -> worker.measurement(lease, Records.some(lease, Bundle.SIZE)));
                assertThatThrownBy(() -> sending.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                return sending;
            });
            assertThat(sent.get().statusCode()).isEqualTo(204);
        }
    }

    @Test
    void whatAVersionMovesBehindTheDueDateIsNotScoredFromOlderMeasurements() {
        workplace.uploadSuite("one", "Small").then().statusCode(202);
        workplace.prove(worker);
        UUID submission = workplace.submit("one", "anna");
        Lease grading = worker.leaseOne();
        worker.measurement(grading, Records.right(grading)).then().statusCode(204);

        workplace.uploadSuite(
                "one",
                "Small",
                suite -> suite.replace("torch.nn.Conv2d", "torch.nn.Linear")
                        .replace("model:build_model", "model:build")
                        .replace("title: The layer is written by hand", "title: Layer" + LATER)
                        .replace("title: The model is small", "title: Size" + LATER));
        workplace.prove(worker);
        workplace.suite("one", 2).then().body("state", equalTo("PUBLISHED"));
        Response preview = admin().get("/api/v1/courses/one/assignments/lenet/suites/2/preview");
        preview.then().body("rerun", equalTo(0)).body("submissions[0].oldPoints", equalTo(10));
        admin().body(Map.of("preview", preview.path("id"), "reason", "Later"))
                .post("/api/v1/courses/one/assignments/lenet/suites/2/apply")
                .then()
                .statusCode(200);

        submission(submission)
                .then()
                .body("result.complete", equalTo(false))
                .body("result.tests.verdict", equalTo(List.of("AWAITING_RUN", "AWAITING_RUN")));
        clock.stopAt("2028-01-01T00:00:00Z");
        dueRuns.queue();
        Lease lease = worker.leaseOne();
        assertThat(lease.kind())
                .isEqualTo(new JobKind.RerunStep(workplace.digest(submission), List.of(Bundle.BY_HAND, Bundle.SIZE)));
        worker.measurement(lease, Records.right(lease)).then().statusCode(204);
        submission(submission).then().body("result.raw", equalTo(10)).body("result.complete", equalTo(true));
    }

    /** A graded submission with one test that runs after the due date, which is over. */
    private UUID awaiting() {
        workplace.uploadSuite(
                "one", "Small", suite -> suite.replace("title: The model is small", "title: Size" + LATER));
        workplace.prove(worker);
        UUID submission = workplace.submit("one", "anna");
        Lease lease = worker.leaseOne();
        worker.measurement(lease, Records.some(lease, Bundle.BY_HAND)).then().statusCode(204);
        clock.stopAt("2028-01-01T00:00:00Z");
        return submission;
    }

    private Response submission(UUID id) {
        return admin().get("/api/v1/submissions/{id}", id);
    }

    private RequestSpecification admin() {
        return given().auth().oauth2(workplace.token("root", Role.ADMIN)).contentType(ContentType.JSON);
    }
}
