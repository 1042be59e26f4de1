package dev.grader.api.grade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.grader.api.course.Courses;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    WhatCounts whatCounts;

    @Inject
    Courses courses;

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
    void goOn() {
        clock.release();
    }

    @Test
    void aRunThatWasGivenUpIsTriedAnewAfterAPause() {
        UUID submission = awaiting();
        dueRuns.run();
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
        UUID submission = submitted();
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
        clock.stopAt(Workplace.LONG_AFTER_DUE);
        dueRuns.queue();
        Lease lease = worker.leaseOne();
        assertThat(lease.kind())
                .isEqualTo(new JobKind.RerunStep(workplace.digest(submission), List.of(Bundle.BY_HAND, Bundle.SIZE)));
        worker.measurement(lease, Records.right(lease)).then().statusCode(204);
        submission(submission).then().body("result.raw", equalTo(10)).body("result.complete", equalTo(true));
    }

    @Test
    void ofARefusedLatestTheOneBeforeItIsRun() {
        policy("counted: latest\nafter_budget: refused");
        awaitingSuite();
        UUID counts = graded();
        UUID refused = graded();
        sql.update(
                "UPDATE submission SET submitted_at = ? WHERE id = ?", Workplace.DUE.plus(Duration.ofDays(1)), refused);
        clock.stopAt(Workplace.LONG_AFTER_DUE);

        assertThat(dueRuns.queue()).isEqualTo(1);
        assertThat(worker.leaseOne().kind())
                .isEqualTo(new JobKind.RerunStep(workplace.digest(counts), List.of(Bundle.SIZE)));
        assertThat(dueRuns.queue()).isZero();

        extended();
        assertThat(dueRuns.queue()).as("the later one counts now").isEqualTo(1);
    }

    @Test
    void whoLeftTheTeamDoesNotKeepTheOthersWorkFromBeingRun() {
        policy("counted: latest\nafter_budget: none\ncut_off: {after: 1}");
        workplace.person("ben", Role.STUDENT);
        admin().body(Map.of("role", "student"))
                .put("/api/v1/courses/one/members/ben")
                .then()
                .statusCode(200);
        awaitingSuite();
        admin().body(Map.of("members", List.of("anna", "ben")))
                .put("/api/v1/courses/one/teams/pairs/first")
                .then()
                .statusCode(200);
        UUID together = graded();
        sql.update("INSERT INTO submission_member SELECT ?, id FROM person WHERE login = 'ben'", together);
        UUID alone = graded();
        clock.stopAt(Workplace.LONG_AFTER_DUE);
        assertThat(dueRuns.queue()).isEqualTo(2);
        assertThat(reruns(together)).isEqualTo(1);
        assertThat(reruns(alone)).isEqualTo(1);
    }

    @Test
    void theChosenOneIsRunAndWhatIsChosenLater() {
        policy("counted: chosen\nafter_budget: none\ncut_off: {after: 1}");
        awaitingSuite();
        UUID first = graded();
        UUID second = graded();
        clock.stopAt(Workplace.LONG_AFTER_DUE);
        choose(first);

        assertThat(dueRuns.queue()).isEqualTo(1);
        assertThat(reruns(first)).isEqualTo(1);
        assertThat(dueRuns.queue()).isZero();
        choose(second);
        assertThat(dueRuns.queue()).isEqualTo(1);
        assertThat(reruns(second)).isEqualTo(1);
    }

    @Test
    void aTermIsReadAgainOnlyOnceItHasChanged() {
        policy("counted: chosen\nafter_budget: none\ncut_off: {after: 1}");
        awaitingSuite();
        UUID first = graded();
        UUID second = graded();
        clock.stopAt(Workplace.LONG_AFTER_DUE);
        choose(first);
        assertThat(dueRuns.queue()).isEqualTo(1);
        Set<UUID> counted = counted();
        assertThat(counted).containsExactly(first);
        assertThat(dueRuns.queue()).isZero();
        assertThat(counted()).as("a job changes nothing").isSameAs(counted);

        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("a grade", () -> {
            Lease lease = worker.leaseOne();
            worker.measurement(lease, Records.some(lease, Bundle.SIZE)).then().statusCode(204);
        });
        changes.put("a choice", () -> choose(second));
        changes.put("an extension", this::extended);
        changes.put("a submission", this::submitted);
        changes.put("its state", () -> sql.update("UPDATE submission SET state = 'CANCELLED' WHERE state = 'QUEUED'"));
        changes.put("a due date", () -> sql.update("UPDATE assignment SET due = due + interval '1 hour'"));
        changes.put("a member", () -> {
            workplace.person("ben", Role.STUDENT);
            admin().body(Map.of("role", "student"))
                    .put("/api/v1/courses/one/members/ben")
                    .then()
                    .statusCode(200);
        });
        changes.put(
                "whose it is",
                () -> sql.update("INSERT INTO submission_member SELECT ?, id FROM person WHERE login = 'ben'", second));
        changes.put("who grades", () -> sql.update("""
                INSERT INTO grader (assignment_id, student_id, grader_id)
                SELECT assignment.id, anna.id, root.id FROM assignment, person anna, person root
                WHERE anna.login = 'anna' AND root.login = 'root'
                """));
        changes.put("marks", () -> {
            sql.update("""
                    INSERT INTO rubric_mark (assignment_id, student_id, grader_id, submission_id, item, points, comment)
                    SELECT assignment_id, student_id, root.id, submission.id, 'all', 1, ''
                    FROM submission, person root WHERE submission.id = ? AND root.login = 'root'
                    """, second);
            sql.update("""
                    INSERT INTO rubric_release (assignment_id, student_id, grader_id, last_mark_id)
                    SELECT assignment_id, student_id, grader_id, id FROM rubric_mark
                    """);
        });
        changes.put("marks of a test", () -> {
            sql.update("""
                    INSERT INTO mark (submission_id, test_id, item_id, grader_id, points, comment)
                    SELECT ?, 'report', 'all', id, 1, '' FROM person WHERE login = 'root'
                    """, second);
            sql.update("""
                    INSERT INTO mark_release (submission_id, test_id, last_mark_id, person_id)
                    SELECT submission_id, test_id, id, grader_id FROM mark
                    """);
        });
        changes.put("a typed grade", () -> sql.update("""
                INSERT INTO entered_grade (assignment_id, student_id, points, comment, person_id)
                SELECT assignment.id, anna.id, 1, '', root.id FROM assignment, person anna, person root
                WHERE anna.login = 'anna' AND root.login = 'root'
                """));
        changes.put(
                "a suite", () -> workplace.uploadSuite("one", "Smaller").then().statusCode(202));
        changes.put("the policy", () -> policy("counted: latest\nafter_budget: none"));
        changes.forEach((change, make) -> {
            Set<UUID> before = counted();
            make.run();
            Set<UUID> after = counted();
            assertThat(after).as(change).isNotSameAs(before);
            assertThat(counted()).as("nothing after " + change).isSameAs(after);
        });
        assertThat(counted()).containsExactly(second);
    }

    private Set<UUID> counted() {
        return QuarkusTransaction.requiringNew()
                .call(() -> whatCounts.of(courses.bySlug("one").orElseThrow()));
    }

    @Test
    void whereTheBestCountsAllAreRun() {
        policy("counted: best\nafter_budget: refused");
        awaitingSuite();
        UUID first = graded();
        UUID second = graded();
        clock.stopAt(Workplace.LONG_AFTER_DUE);
        assertThat(dueRuns.queue()).isEqualTo(2);
        assertThat(reruns(first) + reruns(second)).isEqualTo(2);
    }

    private void policy(String policy) {
        sql.update(
                "INSERT INTO course_document (course_id, kind, text) SELECT id, 'LATE_POLICY', ? FROM course",
                "schema: 1\ntitle: t\n" + policy);
        workplace.person("anna", Role.STUDENT);
        admin().body(Map.of("role", "student"))
                .put("/api/v1/courses/one/members/anna")
                .then()
                .statusCode(200);
    }

    /** With one test that runs after the due date. */
    private void awaitingSuite() {
        workplace.uploadSuite(
                "one", "Small", suite -> suite.replace("title: The model is small", "title: Size" + LATER));
        workplace.prove(worker);
    }

    private UUID submitted() {
        return workplace.submit("one", "anna");
    }

    private UUID graded() {
        UUID submission = submitted();
        Lease lease = worker.leaseOne();
        worker.measurement(lease, Records.some(lease, Bundle.BY_HAND)).then().statusCode(204);
        return submission;
    }

    private void choose(UUID submission) {
        given().auth()
                .oauth2(workplace.token("anna", Role.STUDENT))
                .contentType(ContentType.JSON)
                .body(Map.of("submission", submission))
                .put("/api/v1/courses/one/assignments/lenet/choice")
                .then()
                .statusCode(200);
    }

    private void extended() {
        Map<String, Object> change = Map.of(
                "reason",
                "illness",
                "decisions",
                Map.of(
                        "extensions",
                        List.of(Map.of("part", "lenet", "student", "anna", "days", 3, "reason", "illness"))));
        String preview = admin().body(change)
                .post("/api/v1/courses/one/changes/preview")
                .jsonPath()
                .getString("preview");
        Map<String, Object> agreed = new HashMap<>(change);
        agreed.put("preview", preview);
        admin().body(agreed).post("/api/v1/courses/one/changes").then().statusCode(200);
    }

    private long reruns(UUID submission) {
        return sql.count("SELECT count(*) AS n FROM job WHERE kind = 'RERUN' AND submission_id = ?", submission);
    }

    /** A graded submission with one test that runs after the due date, which is over. */
    private UUID awaiting() {
        workplace.uploadSuite(
                "one", "Small", suite -> suite.replace("title: The model is small", "title: Size" + LATER));
        workplace.prove(worker);
        UUID submission = submitted();
        Lease lease = worker.leaseOne();
        worker.measurement(lease, Records.some(lease, Bundle.BY_HAND)).then().statusCode(204);
        clock.stopAt(Workplace.LONG_AFTER_DUE);
        return submission;
    }

    private Response submission(UUID id) {
        return admin().get("/api/v1/submissions/{id}", id);
    }

    private RequestSpecification admin() {
        return given().auth().oauth2(workplace.token("root", Role.ADMIN)).contentType(ContentType.JSON);
    }
}
