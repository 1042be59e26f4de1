package dev.grader.api.grade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

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
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.suite.Capability;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class RegradeTest {
    private static final String LENET = "/api/v1/courses/one/assignments/lenet";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    MovedClock clock;

    @Inject
    DueRuns dueRuns;

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        clock.release();
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.course("one");
    }

    @AfterEach
    void goOn() {
        clock.release();
    }

    @Test
    void otherPointsAreScoredWithoutRunningAnything() {
        publish();
        UUID right = graded("anna", true);
        UUID wrong = graded("bela", false);

        workplace
                .uploadSuite("one", "Small", suite -> suite.replaceFirst("points: 5", "points: 7"))
                .then()
                .statusCode(202)
                .body("state", equalTo("PUBLISHED"))
                .body("jobs.done", equalTo(4))
                .body("report.fixtures[0].points", equalTo(12));
        assertThat(worker.lease()).isEmpty();

        Response preview = preview(2);
        preview.then()
                .statusCode(200)
                .body("versions[0].tests[0].change", equalTo("RESCORED"))
                .body("versions[0].tests[0].reasons[0]", equalTo("points: 5 → 7"))
                .body("versions[0].tests[1].change", equalTo("UNCHANGED"))
                .body("submissions.student", equalTo(List.of("anna", "bela")))
                .body("submissions[0].oldPoints", equalTo(10))
                .body("submissions[0].newPoints", equalTo(12))
                .body("submissions[0].tests[0].why[0]", equalTo("points: 5 → 7"))
                .body("submissions[1].oldPoints", equalTo(5.0f))
                .body("submissions[1].newPoints", equalTo(5.0f))
                .body("rerun", equalTo(0));
        submission(right).then().body("result.raw", equalTo(10)).body("result.gradedBy.suiteVersion", equalTo(1));

        apply(2, preview.path("id"), "Question 1 was worth too little")
                .then()
                .statusCode(200)
                .body("graded", equalTo(2));

        submission(right)
                .then()
                .body("result.raw", equalTo(12))
                .body("result.maximum", equalTo(12))
                .body("result.gradedBy.suiteVersion", equalTo(2))
                .body("result.gradedBy.cause", equalTo("REGRADED"))
                .body("result.gradedBy.images.djl", equalTo("sha256:22"))
                .body("result.tests[0].output", containsString("printed"));
        submission(wrong).then().body("result.raw", equalTo(5.0f)).body("result.maximum", equalTo(12));
        admin().get(LENET + "/regrades")
                .then()
                .body("reason", equalTo(List.of("Question 1 was worth too little")))
                .body("[0].by", equalTo("root"))
                .body("[0].version", equalTo(2))
                .body("[0].submissions", hasSize(2));
        admin().get("/api/v1/courses/one/audit?limit=2")
                .then()
                .body("action", equalTo(List.of("suite applied", "suite published")))
                .body("person", equalTo(List.of("root", "root")))
                .body("subject", equalTo(List.of("lenet", "lenet")))
                .body("[0].reason", equalTo("Question 1 was worth too little"))
                .body("[0].detail.graded", equalTo(2))
                .body("[1].detail.version", equalTo(2))
                .body("[1].detail.points", equalTo(12));
        assertThat(worker.lease()).isEmpty();
    }

    @Test
    void onlyWhatWasLookedAtIsApplied() {
        publish();
        graded("anna", true);
        workplace.uploadSuite("one", "Small", suite -> suite.replaceFirst("points: 5", "points: 7"));
        String looked = preview(2).path("id");
        assertThat(preview(2).<String>path("id")).isEqualTo(looked);
        UUID later = graded("bela", true);
        // By the version that was published when it came.
        submission(later).then().body("result.gradedBy.suiteVersion", equalTo(2));
        apply(2, "something else", "why").then().statusCode(409);

        // Her next one is graded by the new version, so there is nothing left to apply.
        graded("anna", true);
        apply(2, looked, "why").then().statusCode(409).body("detail", containsString("look at the preview again"));
        submission(later).then().body("result.gradedBy.revision", equalTo(1));
    }

    @Test
    void aChangedTestIsRunAgainAloneBeforeAnythingIsApplied() {
        publish();
        UUID right = graded("anna", true);
        Map<String, Long> before = secrets(1);

        workplace
                .uploadSuite("one", "Small", suite -> suite.replace("torch.nn.Conv2d", "torch.nn.Linear"))
                .then()
                .statusCode(202)
                .body("state", equalTo("PROVING"));
        Lease calibration = worker.leaseOne();
        assertThat(calibration.kind()).isEqualTo(new JobKind.Calibrate(List.of(Bundle.BY_HAND)));
        worker.fault(calibration).then().statusCode(204);
        workplace.endPauses();
        workplace.prove(worker);
        workplace.suite("one", 2).then().body("state", equalTo("PUBLISHED"));
        assertThat(secrets(2).get(Bundle.SIZE)).isEqualTo(before.get(Bundle.SIZE));
        assertThat(secrets(2).get(Bundle.BY_HAND)).isNotEqualTo(before.get(Bundle.BY_HAND));

        Response first = preview(2);
        first.then()
                .body("rerun", equalTo(1))
                .body("submissions[0].rerun", equalTo(List.of(Bundle.BY_HAND)))
                .body("submissions[0].newPoints", nullValue());
        apply(2, first.path("id"), "why").then().statusCode(409).body("detail", containsString("run again"));
        post(LENET + "/suites/2/rerun").then().statusCode(200).body("queued", equalTo(1));
        post(LENET + "/suites/2/rerun").then().statusCode(200).body("queued", equalTo(0));

        Lease lease = worker.leaseOne();
        assertThat(lease.kind()).isEqualTo(new JobKind.RerunStep(workplace.digest(right), List.of(Bundle.BY_HAND)));
        assertThat(lease.testSecrets()).isEqualTo(secrets(2));
        worker.fetch(lease, workplace.digest(right)).then().statusCode(200);
        worker.measurement(lease, Records.right(lease)).then().statusCode(400);
        worker.measurement(lease, Records.some(lease, Bundle.BY_HAND)).then().statusCode(204);
        submission(right).then().body("state", equalTo("GRADED")).body("result.gradedBy.suiteVersion", equalTo(1));

        Response second = preview(2);
        second.then().body("rerun", equalTo(0)).body("unchanged", equalTo(1)).body("submissions", hasSize(0));
        apply(2, second.path("id"), "Another layer is forbidden").then().statusCode(200);
        submission(right).then().body("result.raw", equalTo(10)).body("result.gradedBy.suiteVersion", equalTo(2));
    }

    @Test
    void whatRunsAfterTheDueDateRunsOnceNothingMoreCanCome() {
        workplace.uploadSuite(
                "one",
                "Small",
                suite -> suite.replace("title: The model is small", "title: Size\n    runs: after_due_date"));
        workplace.prove(worker);
        workplace.suite("one", 1).then().body("state", equalTo("PUBLISHED"));
        UUID older = workplace.submit("one", "anna");
        measure(older, Bundle.BY_HAND);
        UUID counted = workplace.submit("one", "anna");
        measure(counted, Bundle.BY_HAND);
        submission(counted)
                .then()
                .body("result.raw", equalTo(5.0f))
                .body("result.complete", equalTo(false))
                .body("result.tests[1].verdict", equalTo("AWAITING_RUN"));
        assertThat(dueRuns.queue()).isZero();

        clock.stopAt(Workplace.LONG_AFTER_DUE);
        assertThat(dueRuns.queue()).isEqualTo(1);
        assertThat(dueRuns.queue()).isZero();

        Lease lease = worker.leaseOne();
        assertThat(lease.kind()).isEqualTo(new JobKind.RerunStep(workplace.digest(counted), List.of(Bundle.SIZE)));
        worker.measurement(lease, Records.some(lease, Bundle.SIZE)).then().statusCode(204);
        submission(counted)
                .then()
                .body("result.raw", equalTo(10))
                .body("result.complete", equalTo(true))
                .body("result.gradedBy.cause", equalTo("COMPLETED"));
        submission(older).then().body("result.raw", equalTo(5.0f));
    }

    @Test
    void aNewKindOfWorkerIsCalibratedBeforeAnybodyWaits() {
        publish();
        assertThat(worker.lease()).isEmpty();
        LeaseRequest other =
                new LeaseRequest("worker-1", Set.of(Capability.CPU), "cpu-arm", Worker.IMAGES, null, Lease.PROTOCOL);

        assertThat(worker.lease(other).orElseThrow().kind()).isEqualTo(new JobKind.Calibrate());
        assertThat(worker.lease()).isEmpty();
    }

    @Test
    void theHistoryCannotBeChanged() {
        publish();
        graded("anna", true);

        assertThatThrownBy(() -> sql.update("UPDATE grade SET points = 0")).hasMessageContaining("never changed");
        assertThatThrownBy(() -> sql.update("DELETE FROM grade")).hasMessageContaining("never changed");
    }

    private void publish() {
        workplace.uploadSuite("one", "Small").then().statusCode(202);
        workplace.prove(worker);
    }

    private UUID graded(String login, boolean right) {
        UUID submission = workplace.submit("one", login);
        Lease lease = worker.leaseOne();
        worker.measurement(lease, right ? Records.right(lease) : Records.forbidden(lease))
                .then()
                .statusCode(204);
        return submission;
    }

    private void measure(UUID submission, String... tests) {
        Lease lease = worker.leaseOne();
        assertThat(lease.kind()).isEqualTo(new JobKind.Grade(workplace.digest(submission)));
        worker.measurement(lease, Records.some(lease, tests)).then().statusCode(204);
    }

    private Map<String, Long> secrets(int version) {
        return sql.list("""
                        SELECT key, value::bigint AS secret FROM suite_version, jsonb_each_text(secrets)
                        WHERE version = ?
                        """, row -> Map.entry(row.text("key"), row.number("secret")), version).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Response preview(int version) {
        return admin().get(LENET + "/suites/{version}/preview", version);
    }

    private Response apply(int version, String preview, String reason) {
        return admin().body(Map.of("preview", preview, "reason", reason))
                .post(LENET + "/suites/{version}/apply", version);
    }

    private Response post(String path) {
        return admin().post(path);
    }

    private Response submission(UUID id) {
        return admin().get("/api/v1/submissions/{id}", id);
    }

    private RequestSpecification admin() {
        return given().auth().oauth2(workplace.token("root", Role.ADMIN)).contentType(ContentType.JSON);
    }
}
