package dev.grader.api.support;

import static io.restassured.RestAssured.given;

import dev.grader.api.person.Role;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A course with students and graders who mark what no suite grades. */
public final class Classroom {
    private static final String COURSE = "/api/v1/courses/deep";

    private final Workplace workplace;
    private final Map<String, String> tokens = new HashMap<>();

    /** Makes the course, empty. */
    public Classroom(Workplace workplace) {
        this.workplace = workplace;
        workplace.course("deep");
        tokens.put("root", workplace.token("root", Role.ADMIN));
    }

    /** Adds members. */
    public Classroom students(String... logins) {
        return members(Role.STUDENT, "student", logins);
    }

    /** Adds teaching assistants. */
    public Classroom assistants(String... logins) {
        return members(Role.TA, "ta", logins);
    }

    private Classroom members(Role role, String membership, String... logins) {
        for (String login : logins) {
            tokens.put(login, workplace.token(login, role));
            by("root")
                    .body(Map.of("role", membership))
                    .put(COURSE + "/members/" + login)
                    .then()
                    .statusCode(200);
        }
        return this;
    }

    /** Adds or changes a talk that is marked by a rubric, whatever that does to grades; items as {@code id, maximum, id, maximum, …}. */
    public void talk(String slug, Map<String, Object> more, String... items) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("title", slug);
        settings.put("category", "talks");
        settings.put("kind", "none");
        List<Map<String, Object>> rubric = new ArrayList<>();
        for (int item = 0; item < items.length; item += 2) {
            rubric.add(Map.of(
                    "id",
                    items[item],
                    "title",
                    items[item],
                    "points",
                    new BigDecimal(items[item + 1]),
                    "description",
                    ""));
        }
        settings.put("rubric", rubric);
        Response answer = by("root").body(settings).put(assignment(slug));
        if (answer.statusCode() == 409) {
            Map<String, Object> change = Map.of("assignment", slug, "settings", settings);
            answer = by("root")
                    .body(Map.of("assignments", List.of(change), "reason", "another rubric"))
                    .post(COURSE + "/changes");
        }
        if (answer.statusCode() >= 300) {
            throw new AssertionError(answer.asString());
        }
    }

    /** The path of an assignment. */
    public static String assignment(String slug) {
        return COURSE + "/assignments/" + slug;
    }

    /** A request of a member. */
    public RequestSpecification by(String login) {
        return given().auth()
                .oauth2(Objects.requireNonNull(tokens.get(login), login))
                .contentType(ContentType.JSON);
    }
}
