package dev.grader.api.data;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class DataResourceTest {
    @Inject
    Workplace workplace;

    @BeforeEach
    void setUp() {
        workplace.clear();
        workplace.course("one");
    }

    @Test
    void whatCannotBeKeptIsRefusedWithAReason() {
        upload("", "empty.npy").then().statusCode(400).body("detail", containsString("empty file"));
        upload("abc", "two\nlines").then().statusCode(400).body("detail", containsString("control character"));
        upload("abc", "nul\0.npy").then().statusCode(400).body("detail", containsString("NUL character"));
        upload("abc", "abc.npy").then().statusCode(200).body("bytes", equalTo(3));
    }

    @Test
    void aFileWithoutANameHasItsDigestForOne() {
        assertThat(DataResource.shownName(" ", "ab12")).isEqualTo("ab12");
        assertThat(DataResource.shownName("a b.npy", "ab12")).isEqualTo("a b.npy");
    }

    private Response upload(String content, String name) {
        return given().auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .contentType(ContentType.BINARY)
                .queryParam("name", name)
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/courses/one/data/{sha256}", Sha256.of(content));
    }
}
