package dev.grader.api.suite;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.support.Bundle;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Records;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.core.job.FaultReport;
import dev.grader.core.job.FaultReport.Blame;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class SuiteProofTest {
    @Inject
    Workplace workplace;

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.course("one");
    }

    @Test
    void aSuiteIsPublishedOnceItHasProvedItself() {
        workplace
                .uploadSuite("one", "Small")
                .then()
                .statusCode(202)
                .body("version", equalTo(1))
                .body("state", equalTo("PROVING"))
                .body("jobs.done", equalTo(0))
                .body("jobs.total", equalTo(5));
        workplace.prove(worker);

        workplace
                .suite("one", 1)
                .then()
                .statusCode(200)
                .body("state", equalTo("PUBLISHED"))
                .body("jobs.done", equalTo(5))
                .body("report.fixtures.find { it.kind == 'reference' }.points", equalTo(10));
        workplace.uploadSuite("one", "Small").then().statusCode(200).body("state", equalTo("PUBLISHED"));
        assertThat(worker.lease()).isEmpty();
        workplace.uploadSuite("one", "Changed").then().statusCode(202).body("version", equalTo(2));
    }

    @Test
    void aSuiteThatAWrongSolutionPassesIsRefused() {
        workplace.uploadSuite("one", "Small").then().statusCode(202);
        workplace.calibrate(worker);
        for (int fixture = 0; fixture < 4; fixture++) {
            Lease lease = worker.leaseOne();
            boolean starter = lease.kind().equals(new JobKind.Prove(Bundle.STARTER));
            worker.measurement(lease, starter ? Records.forbidden(lease) : Records.right(lease))
                    .then()
                    .statusCode(204);
        }

        workplace
                .suite("one", 1)
                .then()
                .body("state", equalTo("REFUSED"))
                .body(
                        "report.fixtures.find { it.path == 'fixtures/wrong' }.problems",
                        hasItem(containsString("must lose 'by-hand', but passes it")));
    }

    @Test
    void aSuiteWhoseReferenceDoesNotWorkIsRefusedAtOnce() {
        workplace.uploadSuite("one", "Small").then().statusCode(202);
        Lease calibration = worker.leaseOne();
        FaultReport report =
                new FaultReport("the reference solution does not get through test 'size'", Blame.SUITE_AUTHOR);
        worker.fault(calibration, report).then().statusCode(204);
        worker.fault(calibration, report).then().statusCode(204);

        workplace
                .suite("one", 1)
                .then()
                .body("state", equalTo("REFUSED"))
                .body("report.problems", hasSize(1))
                .body("report.problems[0]", startsWith("the reference solution does not get through test 'size'"));
        workplace.endPauses();
        assertThat(worker.lease()).as("no proof and no second try").isEmpty();
        workplace.uploadSuite("one", "Small").then().statusCode(200).body("state", equalTo("REFUSED"));
        assertThat(worker.lease()).isEmpty();
        workplace.uploadSuite("one", "Corrected").then().statusCode(202).body("version", equalTo(2));
        workplace.prove(worker);
        workplace.suite("one", 2).then().body("state", equalTo("PUBLISHED"));
    }

    @Test
    void anInfrastructureFaultOfACalibrationRefusesNothing() {
        workplace.uploadSuite("one", "Small").then().statusCode(202);
        for (int claim = 1; claim <= 3; claim++) {
            workplace.endPauses();
            worker.fault(worker.leaseOne()).then().statusCode(204);
        }

        workplace
                .suite("one", 1)
                .then()
                .body("state", equalTo("PROVING"))
                .body("report.problems", hasItem(containsString("engine down")));
        workplace.uploadSuite("one", "Small").then().statusCode(200);
        workplace.prove(worker);
        workplace.suite("one", 1).then().body("state", equalTo("PUBLISHED"));
    }

    @Test
    void onlyACalibrationCanBlameTheSuite() {
        workplace.publishedCourse("two", worker);
        UUID submission = workplace.submit("two", "sara");
        worker.fault(worker.leaseOne(), new FaultReport("nonsense", Blame.SUITE_AUTHOR))
                .then()
                .statusCode(204);

        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.QUEUED);
        workplace.suite("two", 1).then().body("state", equalTo("PUBLISHED"));
    }

    @Test
    void aCalibrationNamesOnlyWhatItsOwnLeaseHasBrought() {
        workplace.publishedCourse("two", worker);
        workplace.uploadSuite("one", "Small").then().statusCode(202);
        Lease lease = worker.leaseOne();

        worker.calibration(lease, Records.calibration(lease, Sha256.of("outputs")))
                .then()
                .statusCode(400)
                .body("detail", containsString("This lease has not brought the blob"));
        worker.calibration(lease, Records.calibration(lease, lease.suiteDigest()))
                .then()
                .statusCode(400);
        worker.send(lease, Sha256.of("outputs"), "outputs".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(204);
        worker.calibration(lease, Records.calibration(lease, Sha256.of("outputs")))
                .then()
                .statusCode(204);
    }

    @Test
    void whatIsNoSuiteIsRefusedAndNotStored() {
        given().auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .contentType("application/zip")
                .body(new byte[] {1, 2, 3})
                .post("/api/v1/courses/one/assignments/lenet/suites")
                .then()
                .statusCode(422)
                .body("code", equalTo("NOT_AN_ARCHIVE"));
        workplace.suite("one", 1).then().statusCode(404);
    }

    @Test
    void studentsNeitherUploadNorSeeSuites() {
        String student = workplace.token("sara", Role.STUDENT);

        given().auth()
                .oauth2(student)
                .contentType("application/zip")
                .body(Bundle.zip("Mine"))
                .post("/api/v1/courses/one/assignments/lenet/suites")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(student)
                .get("/api/v1/courses/one/assignments/lenet/suites/1")
                .then()
                .statusCode(404);
    }
}
