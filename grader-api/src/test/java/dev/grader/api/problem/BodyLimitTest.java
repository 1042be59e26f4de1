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
import java.util.List;
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

    @Test
    void onlyListsOfEverybodyMayBeLonger() throws Exception {
        byte[] list = course(2 * (int) BodyLimit.PEOPLE_BYTES);

        for (String address :
                List.of("PUT /none/assignments/none/rubric", "POST /none/members", "PUT /none/teams/none")) {
            String[] parts = address.split(" ", 2);
            assertThat(send(URI.create(courses + parts[1]), parts[0], BodyPublishers.ofByteArray(list))
                            .statusCode())
                    .as(address)
                    .isNotEqualTo(413);
        }
        assertThat(send(URI.create(courses + "/none/assignments/none"), "PUT", BodyPublishers.ofByteArray(list))
                        .statusCode())
                .isEqualTo(413);
        byte[] tooLong = course((int) BodyLimit.LIST_BYTES + 1);
        assertThat(send(URI.create(courses + "/none/assignments/none/rubric"), "PUT", chunked(tooLong))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void theNulCharacterIsRefusedHoweverItIsWritten() throws Exception {
        String start = "{\"preset\": \"sharif-ce-40719\", \"slug\": \"one\", \"title\": \"a";
        for (String nul : List.of("\\u0000", "\\\\\\u0000", "\0")) {
            byte[] text = (start + nul + "\"}").getBytes(StandardCharsets.UTF_8);
            for (BodyPublisher body : List.of(BodyPublishers.ofByteArray(text), chunked(text))) {
                assertThat(send(body))
                        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                        .satisfies(answer -> assertThat(answer.body()).contains("NUL character"));
            }
        }
        assertThat(send(URI.create(courses + "/a%00b"), "GET", BodyPublishers.noBody()))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).contains("'course' in the address"));
        assertThat(send(URI.create(courses + "/one/grades?student=%00"), "GET", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBackslashBeforeTheWordOfTheEscapeIsNoNulCharacter() throws Exception {
        assertThat(send(BodyPublishers.ofString(
                                "{\"preset\": \"sharif-ce-40719\", \"slug\": \"one\", \"nothing\": \"\\\\u0000\"}"))
                        .body())
                .doesNotContain("NUL");
    }

    private HttpResponse<String> send(BodyPublisher body) throws IOException, InterruptedException {
        return send(courses, "POST", body);
    }

    private HttpResponse<String> send(URI address, String method, BodyPublisher body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + workplace.token("root", Role.ADMIN))
                            .header("Content-Type", "application/json")
                            .method(method, body)
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
