package dev.grader.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.cli.FakeApi;
import dev.grader.cli.bench.BenchReport.Measured;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A burst against a server that answers as the API would. */
class BurstTest {
    private static final String ASSIGNMENT = "/api/v1/courses/sharif-ce-40719/assignments/lenet-digits";

    @TempDir
    private Path folder;

    private final FakeApi api = new FakeApi();

    BurstTest() throws IOException {}

    @BeforeEach
    void acceptEverything() {
        api.answer("POST /api/v1/people", 201, "{}")
                .answer("POST " + ASSIGNMENT + "/uploads", 201, """
                        {"id":"u1","quote":{"id":"q1","free":true,"explanation":"in time"}}""")
                .answer("PUT /api/v1/uploads/u1/content", 200, "{}")
                .answer("POST /api/v1/uploads/u1/submit", 202, submission("QUEUED", "null"));
        for (int number = 1; number <= 2; number++) {
            api.answer("POST /api/v1/people/bench-r-" + number + "/tokens", 201, "{\"token\":\"grd_" + number + "\"}")
                    .answer("PUT /api/v1/courses/sharif-ce-40719/members/bench-r-" + number, 200, "{}");
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void everyStudentSubmitsOtherBytesAndTheTimesAreRead() throws Exception {
        api.answer("GET /api/v1/submissions/9", 200, submission("GRADED", result("100")))
                .answer("GET /api/v1/submissions/9/events", 200, "text/event-stream", """
                        id: 1
                        event: progress
                        data: {"type":"epoch","at":"2026-11-21T12:00:05Z","step":"train t seed 1","epoch":1,"epochs":2,"loss":1,"accuracy":0.5}

                        id: 2
                        event: progress
                        data: {"type":"epoch","at":"2026-11-21T12:00:06Z","step":"train t seed 1","epoch":2,"epochs":2,"loss":1,"accuracy":0.5}

                        event: end
                        data: {}

                        """);

        List<Measured> measured = burst().measure(solution(), 2);

        assertThat(measured).hasSize(2);
        assertThat(measured.getFirst().trainingSeconds()).hasValue(2.0);
        assertThat(Phase.RUN.seconds(measured.getFirst().job())).hasValue(8.0);
        // the broker's message was never confirmed, so this phase has no figure
        assertThat(Phase.PUBLISH.seconds(measured.getFirst().job())).isEmpty();
        assertThat(api.calls().stream()
                        .filter(call -> call.what().endsWith("/uploads"))
                        .map(FakeApi.Call::authorization))
                .containsExactlyInAnyOrder("Bearer grd_1", "Bearer grd_2");
        assertThat(api.calls().stream()
                        .filter(call -> call.what().endsWith("/uploads"))
                        .map(FakeApi.Call::body))
                .doesNotHaveDuplicates();
        assertThat(Files.readString(solution().resolve("model.py"))).isEqualTo("pass\n");
        assertThat(json(measured))
                .contains("\"submissions\":2", "\"p99Millis\":8000.0", "\"trainingSecondsPerJob\":2.0");
    }

    @Test
    void aCopyThatLosesPointsMakesTheFiguresVoid() {
        api.answer("GET /api/v1/submissions/9", 200, submission("GRADED", result("70")));

        assertThatThrownBy(() -> burst().measure(solution(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has not got full marks");
    }

    private static String json(List<Measured> measured) throws IOException {
        return Json.MAPPER.writeValueAsString(BenchReport.of(
                measured,
                1,
                new BenchReport.Suite("c/a", 1, "ab"),
                new Machine("some processor", 2, 0.5, "Linux", "25", "20.10")));
    }

    private Burst burst() throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Burst(
                new ApiClient(HttpClient.newHttpClient(), api.url(), Optional.of("grd_admin")),
                new Terminal(nowhere, nowhere, new BufferedReader(Reader.nullReader()), false, false, 100),
                Files.createDirectory(folder.resolve("scratch")),
                "r");
    }

    private Path solution() throws IOException {
        Path solution = folder.resolve("solution");
        Files.createDirectories(solution);
        Files.writeString(solution.resolve("model.py"), "pass\n");
        return solution;
    }

    private static String submission(String state, String result) {
        return """
                {"id":"9","course":"sharif-ce-40719","assignment":"lenet-digits","student":"bench-r-1","attempt":1,\
                "submittedAt":"2026-11-21T12:00:00Z","fileName":"1.zip","sha256":"ba78","size":3,"collaborators":[],\
                "state":"%s","suiteVersion":1,"receipt":{"code":"R"},"timings":{"acceptedAt":"2026-11-21T12:00:00.1Z",\
                "publishedAt":null,"leasedAt":"2026-11-21T12:00:01Z","startedAt":"2026-11-21T12:00:02Z",\
                "comparedAt":"2026-11-21T12:00:10Z","scoredAt":"2026-11-21T12:00:11Z","steps":[{"step":"export",\
                "begun":"2026-11-21T12:00:02Z","ended":"2026-11-21T12:00:03Z","cpuSeconds":0.9}]},"claims":1,\
                "result":%s}""".formatted(state, result);
    }

    private static String result(String points) {
        return """
                {"tests":[],"raw":%s,"maximum":100,"late":{"assignment":"lenet-digits","status":"ON_TIME","unit":"DAY",\
                "penalty":"no penalty","explanation":"in time"},\
                "finalPoints":%s}""".formatted(points, points);
    }
}
