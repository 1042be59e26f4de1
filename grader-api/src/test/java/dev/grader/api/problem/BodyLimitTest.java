package dev.grader.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.person.Role;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class BodyLimitTest {
    @Inject
    Workplace workplace;

    @TestHTTPResource("/api/v1/courses")
    URI courses = URI.create("");

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    @Test
    void aBodyThatIsTooLongIsRefusedWhetherItSaysSoOrNot() throws Exception {
        byte[] tooLong = course(2 * (int) BodyLimit.PEOPLE_BYTES);

        assertThat(send(BodyPublishers.ofByteArray(tooLong)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(413))
                .satisfies(answer -> assertThat(answer.body()).contains("UPLOAD_TOO_LARGE"));
        assertThat(send(chunked(tooLong)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(413))
                .satisfies(answer -> assertThat(answer.body()).contains("UPLOAD_TOO_LARGE"));
    }

    @Test
    void aShortBodyIsReadWhetherItSaysItsLengthOrNot() throws Exception {
        assertThat(send(chunked(course(10))).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> send(BodyPublisher body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(courses)
                            .header("Authorization", "Bearer " + workplace.token("root", Role.ADMIN))
                            .header("Content-Type", "application/json")
                            .POST(body)
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static BodyPublisher chunked(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    /** JSON with so many blanks in it. */
    private static byte[] course(int blanks) {
        return ("{" + " ".repeat(blanks) + "\"preset\": \"sharif-ce-40719\", \"slug\": \"one\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
