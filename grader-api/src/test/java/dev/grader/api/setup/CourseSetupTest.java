package dev.grader.api.setup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.grader.api.person.Role;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.core.course.CoursePreset;
import dev.grader.core.course.CoursePresets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class CourseSetupTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String COURSE = "/api/v1/courses/course";

    @Inject
    Workplace workplace;

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    static List<String> presets() {
        return CoursePresets.names();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aCourseBeginsWithAllThatItsPresetHas(String name) throws JsonProcessingException {
        CoursePreset preset = CoursePresets.preset(name);
        make(name);

        List<String> made = new ArrayList<>();
        JSON.readTree(staff().get(COURSE + "/assignments")
                        .then()
                        .statusCode(200)
                        .body("due", everyItem(nullValue()))
                        .extract()
                        .asString())
                .forEach(assignment -> made.add(words(assignment)));
        assertThat(made)
                .containsExactlyInAnyOrderElementsOf(preset.assignments().stream()
                        .map(CourseSetupTest::words)
                        .toList());
        // open, all of it, and nobody has a grade by it
        workplace.person("ada", Role.STUDENT);
        staff().body(Map.of("role", "student"))
                .put(COURSE + "/members/ada")
                .then()
                .statusCode(200);
        staff().get(COURSE + "/gradebook")
                .then()
                .statusCode(200)
                .body("students[0].cells.values().standing.unique()", equalTo(List.of("open")))
                .body("students[0].grade", nullValue());
    }

    @Test
    void codeOfAPresetGetsItsDateAndItsSuiteLater() {
        make("sharif-ce-40719");
        staff().body(Map.of(
                        "reason",
                        "begins",
                        "dates",
                        List.of(Map.of("assignment", "hw1-practice", "closes", "2099-01-01T00:00:00Z"))))
                .post(COURSE + "/changes")
                .then()
                .statusCode(422);
        staff().body(Map.of(
                        "reason",
                        "begins",
                        "dates",
                        List.of(Map.of("assignment", "hw1-practice", "due", "2099-01-01T00:00:00Z"))))
                .post(COURSE + "/changes")
                .then()
                .statusCode(200)
                .body("grades", empty());
        staff().get(COURSE + "/assignments/hw1-practice").then().body("due", equalTo("2099-01-01T00:00:00Z"));
        staff().body(Map.of("title", "Networks", "category", "practical", "partOf", "hw2"))
                .put(COURSE + "/assignments/hw2-practice")
                .then()
                .statusCode(200)
                .body("title", equalTo("Networks"), "due", nullValue());
        staff().body(Map.of("title", "New", "category", "practical"))
                .put(COURSE + "/assignments/new")
                .then()
                .statusCode(422);
        staff().body(Map.of("title", "LeNet", "category", "practical", "partOf", "hw2", "due", "2099-02-01T00:00:00Z"))
                .put(COURSE + "/assignments/hw2-practice")
                .then()
                .statusCode(200)
                .body("title", equalTo("LeNet"));
    }

    private void make(String preset) {
        staff().body(Map.of("preset", preset, "slug", "course"))
                .post("/api/v1/courses")
                .then()
                .statusCode(201);
    }

    private static String words(JsonNode assignment) {
        JsonNode points = assignment.path("points");
        List<String> fileTypes = new ArrayList<>();
        assignment.path("fileTypes").forEach(type -> fileTypes.add(type.asText()));
        return words(
                assignment.path("slug").asText(),
                assignment.path("title").asText(),
                assignment.path("kind").asText(),
                assignment.path("category").asText(),
                assignment.path("partOf").asText("–"),
                points.isNumber() ? plain(new BigDecimal(points.asText())) : "–",
                assignment.path("teamSet").asText("–"),
                fileTypes,
                assignment.path("rubric").size());
    }

    private static String plain(BigDecimal points) {
        return points.stripTrailingZeros().toPlainString();
    }

    private static String words(CoursePreset.Assignment assignment) {
        return words(
                assignment.slug(),
                assignment.title(),
                assignment.kind().name().toLowerCase(Locale.ROOT),
                assignment.category(),
                assignment.partOf().orElse("–"),
                assignment.points().map(CourseSetupTest::plain).orElse("–"),
                assignment.teamSet().orElse("–"),
                assignment.fileTypes(),
                assignment.rubric().size());
    }

    private static String words(Object... parts) {
        return String.join(", ", Arrays.stream(parts).map(String::valueOf).toList());
    }

    private RequestSpecification staff() {
        return given().auth().oauth2(workplace.token("root", Role.ADMIN)).contentType(ContentType.JSON);
    }
}
