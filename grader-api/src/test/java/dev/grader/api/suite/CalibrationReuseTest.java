package dev.grader.api.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.grader.api.sql.Sql;
import dev.grader.api.support.Bundle;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.suite.Capability;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class CalibrationReuseTest {
    private static final String NOT_STORED = "0".repeat(64);

    @Inject
    Workplace workplace;

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
    void aVersionThatCannotBeReadHoldsNobodyUp() {
        sql.update("""
                INSERT INTO suite_version (assignment_id, version, digest, state, image, capability, seed_secret,
                                           decided_at)
                SELECT assignment_id, 2, ?, 'REFUSED', image, capability, 1, now() FROM suite_version
                """, NOT_STORED);

        workplace.uploadSuite("one", "Changed").then().statusCode(202).body("state", equalTo("PUBLISHED"));
        assertThat(worker.lease(onAnotherMachine()).orElseThrow().kind()).isEqualTo(new JobKind.Calibrate());
    }

    @Test
    void aPublishedVersionThatCannotBeReadHoldsUpNoOtherCourse() {
        sql.update("UPDATE suite_version SET digest = ?", NOT_STORED);
        workplace.publishedCourse("two", worker);

        Lease lease = worker.lease(onAnotherMachine()).orElseThrow();
        assertThat(lease.kind()).isEqualTo(new JobKind.Calibrate());
        assertThat(lease.suiteDigest()).isNotEqualTo(NOT_STORED);
    }

    @Test
    void aCalibrationOfSomeTestsIsTakenWhateverElseWasMeasuredMeanwhile() {
        workplace.uploadSuite("one", "Second", CalibrationReuseTest::withAnotherLayer);
        Lease some = worker.leaseOne();
        assertThat(some.kind()).isEqualTo(new JobKind.Calibrate(List.of(Bundle.BY_HAND)));
        workplace.uploadSuite(
                "one", "Third", suite -> withAnotherLayer(suite).replace("model:build_model", "model:build"));
        workplace.calibrate(worker);

        workplace.calibrate(worker, some);
        assertThat(worker.leaseOne().kind()).isInstanceOf(JobKind.Prove.class);
    }

    @Test
    void whatWasMeasuredFromAnotherSecretIsMeasuredAnew() {
        workplace.uploadSuite("one", "Second", CalibrationReuseTest::withAnotherLayer);
        sql.update("UPDATE suite_version SET secrets = secrets || '{\"size\": 1}' WHERE version = 1");

        assertThat(worker.leaseOne().kind()).isEqualTo(new JobKind.Calibrate());
    }

    private static String withAnotherLayer(String suite) {
        return suite.replace("torch.nn.Conv2d", "torch.nn.Linear");
    }

    private static LeaseRequest onAnotherMachine() {
        return new LeaseRequest("worker-1", Set.of(Capability.CPU), "cpu-arm", Worker.IMAGES, null, Lease.PROTOCOL);
    }
}
