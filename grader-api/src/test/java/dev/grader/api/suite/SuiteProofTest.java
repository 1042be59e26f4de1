package dev.grader.api.suite;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.grader.api.person.Role;
import dev.grader.api.support.Bundle;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Records;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
