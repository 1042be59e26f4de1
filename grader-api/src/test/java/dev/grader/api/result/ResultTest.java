package dev.grader.api.result;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.grader.api.job.JobState;
import dev.grader.api.person.Role;
import dev.grader.api.result.SubmissionResults.GradedResult;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.support.Bundle;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Records;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.core.job.Lease;
import dev.grader.core.measurement.MeasurementRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class ResultTest {
    @Inject
    Workplace workplace;

    @Inject
    SubmissionResults results;

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.publishedCourse("one", worker);
    }

    @Test
    void aRecordThatComesTwiceIsScoredOnce() {
        UUID submission = workplace.submit("one", "sara");
        Lease lease = worker.leaseOne();
        worker.measurement(lease, Records.right(lease)).then().statusCode(204);
        worker.measurement(lease, Records.right(lease)).then().statusCode(204);
        worker.measurement(lease, Records.forbidden(lease)).then().statusCode(204);

        assertThat(workplace.scores(submission)).isEqualTo(1);
        assertThat(results.result(submission)
                        .map(GradedResult::sheet)
                        .orElseThrow()
                        .points())
                .isEqualByComparingTo("10");
        assertThat(results.result(submission).orElseThrow().outputs())
                .containsEntry(Bundle.BY_HAND, "printed\uFFFDby the student");
        assertThat(results.times(submission).scoredAt()).isNotNull();
    }

    @Test
    void staffFindEveryGradeInTheList() {
        UUID submission = workplace.submit("one", "sara");
        worker.drain();

        given().auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .get("/api/v1/courses/one/assignments/lenet/submissions")
                .then()
                .statusCode(200)
                .body("id", hasItem(submission.toString()))
                .body("state", hasItem("GRADED"));
    }

    @Test
    void aWrongSolutionLosesOnlyWhatIsWrong() {
        UUID submission = workplace.submit("one", "sara");
        Lease lease = worker.leaseOne();
        worker.measurement(lease, Records.forbidden(lease)).then().statusCode(204);

        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.GRADED);
        assertThat(results.result(submission)
                        .map(GradedResult::sheet)
                        .orElseThrow()
                        .points())
                .isEqualByComparingTo("5");
    }

    @Test
    void anInfrastructureFaultIsNeverAScore() {
        UUID submission = workplace.submit("one", "sara");
        for (int claim = 1; claim <= 3; claim++) {
            workplace.endPauses();
            Lease lease = worker.leaseOne();
            worker.measurement(lease, Records.infrastructure(lease)).then().statusCode(204);
            worker.measurement(lease, Records.infrastructure(lease)).then().statusCode(204);
            assertThat(workplace.scores(submission)).isZero();
        }

        assertThat(workplace.state(submission)).isEqualTo(SubmissionState.SYSTEM_ERROR);
        assertThat(results.result(submission).map(GradedResult::sheet)).isEmpty();
    }

    @Test
    void aRecordThatIsNotWhatWasAskedForIsRefusedWhole() {
        UUID submission = workplace.submit("one", "sara");
        Lease lease = worker.leaseOne();

        worker.measurement(lease, Records.incomplete(lease))
                .then()
                .statusCode(400)
                .body("detail", containsString("lacks the tests [by-hand]"));
        worker.measurement(lease, Records.ofVersion(MeasurementRecord.VERSION + 1, lease))
                .then()
                .statusCode(409)
                .body("code", equalTo("RECORD_VERSION"));
        assertThat(workplace.jobState(submission)).isEqualTo(JobState.LEASED);
        worker.measurement(lease, Records.right(lease)).then().statusCode(204);
    }
}
