package dev.grader.api.progress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.person.Role;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Records;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.core.job.Lease;
import dev.grader.core.job.Progress;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class EventStreamTest {
    @Inject
    Workplace workplace;

    @TestHTTPResource("/")
    URI root = URI.create("");

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.publishedCourse("one", worker);
    }

    @Test
    void tellsEveryStepOnceAndThenTheEnd() throws Exception {
        UUID submission = workplace.submit("one", "sara");
        CompletableFuture<String> live = open(submission, "");
        Lease lease = worker.leaseOne();
        worker.heartbeat(lease, step("export"), step("probe")).then().statusCode(200);
        worker.heartbeat(lease, new Progress.Epoch(Instant.EPOCH, "train seed 1", 1, 8, 0.5, 0.84))
                .then()
                .statusCode(200);
        worker.measurement(lease, Records.right(lease)).then().statusCode(204);

        String told = live.get(60, TimeUnit.SECONDS);
        assertThat(lines(told, "id:")).containsExactly("1", "2", "3");
        assertThat(told).contains("\"step\": \"export\"", "\"accuracy\": 0.84", "{\"state\":\"GRADED\"}");
        assertThat(lines(told, "event:")).last().isEqualTo("end");
        assertThat(told).contains("\"finalPoints\"");
        assertThat(told).doesNotContain("content-type");

        String resumed = open(submission, "2").get(60, TimeUnit.SECONDS);
        assertThat(lines(resumed, "id:")).containsExactly("3");
        assertThat(lines(resumed, "event:")).containsExactly("progress", "state", "end");
    }

    @Test
    void anothersStreamIsAsUnknownAsOneThatDoesNotExist() {
        UUID submission = workplace.submit("one", "sara");

        given().auth()
                .oauth2(workplace.token("omid", Role.STUDENT))
                .get("/api/v1/submissions/{id}/events", submission)
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(workplace.token("omid", Role.STUDENT))
                .get("/api/v1/submissions/{id}/events", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    private CompletableFuture<String> open(UUID submission, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        root.resolve("/api/v1/submissions/" + submission + "/events"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + workplace.token("root", Role.ADMIN));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    private static List<String> lines(String stream, String field) {
        return stream.lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .toList();
    }

    private static Progress step(String name) {
        return new Progress.StepBegun(Instant.EPOCH, name);
    }
}
