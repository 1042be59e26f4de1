package dev.grader.api.lease;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.grader.api.job.JobState;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Records;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.suite.Capability;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class LeaseTest {
    @Inject
    Workplace workplace;

    @Inject
    Reaper reaper;

    @Inject
    Sql sql;

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.publishedCourse("one", worker);
    }

    @Test
    void aLeaseNamesTheWorkAndHowLongItLasts() {
        UUID submission = workplace.submit("one", "sara");
        Lease lease = worker.leaseOne();

        assertThat(lease.kind()).isInstanceOf(JobKind.Grade.class);
        assertThat(lease.token()).isEqualTo(1);
        assertThat(lease.heartbeatSeconds()).isEqualTo(20);
        assertThat(Objects.requireNonNull(lease.calibration()).machineKind()).isEqualTo(Worker.MACHINE);
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.RUNNING);
        assertThat(worker.lease()).isEmpty();
    }

    @Test
    void aStudentHasOneRunningJobAndANewerUploadSupersedesTheQueuedOne() {
        workplace.publishedCourse("two", worker);
        UUID running = workplace.submit("one", "sara");
        Lease first = worker.leaseOne();
        UUID queued = workplace.submit("one", "sara");
        UUID newest = workplace.submit("one", "sara");
        UUID elsewhere = workplace.submit("two", "sara");

        assertThat(worker.lease()).as("sara has a job running").isEmpty();
        assertThat(workplace.state(running)).isEqualTo(SubmissionState.RUNNING);
        assertThat(workplace.state(queued)).isEqualTo(SubmissionState.SUPERSEDED);
        assertThat(workplace.state(elsewhere)).isEqualTo(SubmissionState.QUEUED);

        worker.measurement(first, Records.right(first)).then().statusCode(204);
        worker.drain();
        assertThat(workplace.state(newest)).isEqualTo(SubmissionState.GRADED);
        assertThat(workplace.state(elsewhere)).isEqualTo(SubmissionState.GRADED);
    }

    @Test
    void coursesAndStudentsTakeTurns() {
        workplace.publishedCourse("two", worker);
        List<UUID> large = new ArrayList<>();
        for (String student : List.of("a", "b", "c", "d")) {
            large.add(workplace.submit("one", student));
        }
        UUID small = workplace.submit("two", "e");

        List<Lease> order = worker.drain();
        assertThat(order).hasSize(5);
        assertThat(digests(order).subList(0, 2)).contains(digest(small));
        assertThat(large).allSatisfy(id -> assertThat(workplace.state(id)).isEqualTo(SubmissionState.GRADED));

        UUID again = workplace.submit("one", "a");
        UUID fresh = workplace.submit("one", "f");
        assertThat(digests(worker.drain())).containsExactly(digest(fresh), digest(again));
    }

    /** Eight workers at once, twelve jobs of six students: no job twice, no student twice. */
    @Test
    void workersThatAskAtTheSameTimeGetDifferentJobsOfDifferentStudents() throws Exception {
        workplace.publishedCourse("two", worker);
        for (String student : List.of("a", "b", "c", "d", "e", "f")) {
            workplace.submit("one", student);
            workplace.submit("two", student);
        }
        List<Worker> workers = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            workers.add(workplace.worker("many-" + number));
        }
        List<Lease> leases = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Optional<Lease>>> calls = workers.stream()
                    .map(each -> (Callable<Optional<Lease>>) each::lease)
                    .toList();
            for (Future<Optional<Lease>> answer : threads.invokeAll(calls)) {
                answer.get().ifPresent(leases::add);
            }
        }

        assertThat(leases).extracting(Lease::jobId).doesNotHaveDuplicates();
        assertThat(leases).hasSizeBetween(1, 6);
        Set<Lease> all = new HashSet<>(leases);
        worker.lease().ifPresent(all::add);
        worker.lease().ifPresent(all::add);
        worker.lease().ifPresent(all::add);
        worker.lease().ifPresent(all::add);
        worker.lease().ifPresent(all::add);
        assertThat(all).as("one job per student").hasSize(6);
    }

    @Test
    void theNewerOfTwoClaimsWins() {
        UUID submission = workplace.submit("one", "sara");
        Lease old = worker.leaseOne();
        workplace.letLeasesExpire();
        assertThat(reaper.reap()).isEqualTo(1);
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.QUEUED);
        Worker other = workplace.worker("worker-2");
        Lease young = other.leaseOne();

        assertThat(young.jobId()).isEqualTo(old.jobId());
        assertThat(young.token()).isGreaterThan(old.token());
        worker.heartbeat(old).then().statusCode(409).body("code", equalTo("LEASE_STALE"));
        worker.measurement(old, Records.right(old)).then().statusCode(409).body("code", equalTo("LEASE_STALE"));
        worker.fault(old).then().statusCode(409);
        assertThat(workplace.scores(submission)).isZero();

        other.measurement(young, Records.right(young)).then().statusCode(204);
        worker.measurement(old, Records.right(old)).then().statusCode(409);
        assertThat(workplace.scores(submission)).isEqualTo(1);
    }

    @Test
    void expiryAloneRefusesNothing() {
        UUID submission = workplace.submit("one", "sara");
        Lease lease = worker.leaseOne();
        workplace.letLeasesExpire();
        reaper.reap();

        worker.heartbeat(lease).then().statusCode(200);
        assertThat(workplace.jobState(submission)).isEqualTo(JobState.LEASED);
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.RUNNING);
        workplace.letLeasesExpire();
        reaper.reap();
        worker.measurement(lease, Records.right(lease)).then().statusCode(204);
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.GRADED);
        assertThat(worker.lease()).isEmpty();
    }

    @Test
    void aLeaseThatHasNotEndedIsNotTakenBack() {
        UUID submission = workplace.submit("one", "sara");
        worker.leaseOne();

        assertThat(reaper.reap()).isZero();
        assertThat(workplace.jobState(submission)).isEqualTo(JobState.LEASED);
    }

    @Test
    void threeClaimsWithoutAResultAreASystemErrorUntilStaffQueueItAgain() {
        UUID submission = workplace.submit("one", "sara");
        for (int claim = 1; claim <= 3; claim++) {
            assertThat(workplace.state(submission)).isEqualTo(SubmissionState.QUEUED);
            worker.leaseOne();
            workplace.letLeasesExpire();
            reaper.reap();
        }

        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.SYSTEM_ERROR);
        assertThat(worker.lease()).isEmpty();
        requeue(submission, "sara", Role.STUDENT, 404);
        requeue(submission, "root", Role.ADMIN, 204);
        requeue(submission, "root", Role.ADMIN, 409);
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.QUEUED);
        worker.drain();
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.GRADED);
    }

    @Test
    void aLateRecordOfTheLastClaimEndsASystemError() {
        UUID submission = workplace.submit("one", "sara");
        Lease last = worker.leaseOne();
        for (int claim = 2; claim <= 3; claim++) {
            workplace.letLeasesExpire();
            reaper.reap();
            last = worker.leaseOne();
        }
        workplace.letLeasesExpire();
        reaper.reap();
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.SYSTEM_ERROR);

        worker.measurement(last, Records.right(last)).then().statusCode(204);
        assertThat(workplace.jobState(submission)).isEqualTo(JobState.DONE);
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.GRADED);
        assertThat(workplace.scores(submission)).isEqualTo(1);
    }

    @Test
    void whoWaitsIsToldHowManyAreBefore() {
        UUID first = workplace.submit("one", "sara");
        UUID second = workplace.submit("one", "omid");
        position(first, 1);
        position(second, 2);

        Lease lease = worker.leaseOne();
        boolean firstRuns = lease.kind().equals(new JobKind.Grade(digest(first)));
        position(firstRuns ? first : second, null);
        position(firstRuns ? second : first, 1);
    }

    @Test
    void aReportedFaultIsRetriedAfterAPause() {
        UUID submission = workplace.submit("one", "sara");
        Lease lease = worker.leaseOne();
        worker.fault(lease).then().statusCode(204);
        worker.fault(lease).then().statusCode(204);

        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.QUEUED);
        assertThat(sql.count("SELECT count(*) AS n FROM job WHERE not_before > leased_at + interval '1 second'"))
                .as("the pause")
                .isOne();
        workplace.lengthenPauses();
        assertThat(worker.lease()).as("while it lasts").isEmpty();
        worker.heartbeat(lease).then().statusCode(409);
        workplace.endPauses();
        assertThat(worker.leaseOne().token()).isEqualTo(2);
    }

    @Test
    void aWorkerIsOnlyOfferedWhatItCanRun() {
        workplace.submit("one", "sara");
        LeaseRequest request = worker.request();

        assertThat(worker.lease(new LeaseRequest(
                        "gpu", Set.of(Capability.GPU), Worker.MACHINE, Worker.IMAGES, null, Lease.PROTOCOL)))
                .isEmpty();
        assertThat(worker.lease(new LeaseRequest(
                        "bare",
                        request.capabilities(),
                        Worker.MACHINE,
                        Map.of("djl", "sha256:22"),
                        null,
                        Lease.PROTOCOL)))
                .isEmpty();
        assertThat(worker.lease(new LeaseRequest(
                        "old", request.capabilities(), Worker.MACHINE, Worker.IMAGES, null, Lease.PROTOCOL + 1)))
                .isEmpty();
        assertThat(worker.lease()).isPresent();
    }

    @Test
    void anotherKindOfMachineCalibratesFirstAndOnce() {
        UUID submission = workplace.submit("one", "sara");
        LeaseRequest arm =
                new LeaseRequest("arm", Set.of(Capability.CPU), "cpu-arm64", Worker.IMAGES, null, Lease.PROTOCOL);
        Lease calibration = worker.lease(arm).orElseThrow();

        assertThat(calibration.kind()).isInstanceOf(JobKind.Calibrate.class);
        assertThat(calibration.calibration()).isNull();
        assertThat(worker.lease(arm))
                .as("neither a second calibration nor the submission")
                .isEmpty();
        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.QUEUED);
        assertThat(worker.leaseOne().kind()).isInstanceOf(JobKind.Grade.class);
    }

    @Test
    void onlyTheBlobsOfTheLeaseAreOpen() {
        UUID mine = workplace.submit("one", "sara");
        UUID others = workplace.submit("one", "omid");
        Lease lease = worker.leaseOne();
        boolean isMine = lease.kind().equals(new JobKind.Grade(digest(mine)));

        worker.fetch(lease, digest(isMine ? mine : others)).then().statusCode(200);
        worker.fetch(lease, lease.suiteDigest()).then().statusCode(200);
        worker.fetch(lease, Objects.requireNonNull(lease.calibration()).outputsDigest())
                .then()
                .statusCode(200);
        worker.fetch(lease, digest(isMine ? others : mine)).then().statusCode(404);
        worker.fetch(lease, "../../etc/passwd").then().statusCode(400);
        worker.send(lease, digest(mine), new byte[] {1}).then().statusCode(403);
    }

    @Test
    void nobodyButAWorkerGetsALease() {
        for (Role role : List.of(Role.STUDENT, Role.TA, Role.INSTRUCTOR, Role.ADMIN)) {
            given().auth()
                    .oauth2(workplace.token("somebody-" + role, role))
                    .contentType(ContentType.JSON)
                    .body(worker.request())
                    .post("/worker/v1/leases")
                    .then()
                    .statusCode(403);
        }
        given().contentType(ContentType.JSON)
                .body(worker.request())
                .post("/worker/v1/leases")
                .then()
                .statusCode(401);
    }

    private void position(UUID submission, @Nullable Integer expected) {
        given().auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .get("/api/v1/submissions/{id}", submission)
                .then()
                .statusCode(200)
                .body("queuePosition", equalTo(expected));
    }

    private void requeue(UUID submission, String login, Role role, int status) {
        given().auth()
                .oauth2(workplace.token(login, role))
                .post("/api/v1/submissions/{id}/requeue", submission)
                .then()
                .statusCode(status);
    }

    private String digest(UUID submission) {
        return workplace.digest(submission);
    }

    private static List<String> digests(List<Lease> leases) {
        return leases.stream()
                .map(lease -> lease.kind() instanceof JobKind.Grade grade ? grade.submissionDigest() : "")
                .toList();
    }
}
