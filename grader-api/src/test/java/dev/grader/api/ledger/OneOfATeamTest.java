package dev.grader.api.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The ledger of one student where members of a team limit each other: it depends on what the teammates of teammates did, and is
 * read without the rest of the course.
 */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class OneOfATeamTest {
    private static final String COURSE = "/api/v1/courses/deep";
    private static final Instant FIRST = Instant.parse("2026-03-01T20:29:00Z");
    private static final int DAY = 86_400;

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @BeforeEach
    void setUp() {
        workplace.clear();
        staff().body(Map.of("preset", "sharif-ce-40719", "slug", "deep"))
                .post("/api/v1/courses")
                .then()
                .statusCode(201);
        for (String student : List.of("anna", "bela", "cora", "dora", "edda")) {
            workplace.person(student, Role.STUDENT);
            staff().body(Map.of("role", "student"))
                    .put(COURSE + "/members/" + student)
                    .then()
                    .statusCode(200);
        }
        staff().body(Map.of("reason", "teams", "policy", """
                        schema: 1
                        title: The member with the fewest limits all
                        team: minimum
                        budgets: [{name: theoretical, amount: 5, categories: [theoretical]}]
                        after_budget: {per_unit: 10}
                        """))
                .post(COURSE + "/changes")
                .then()
                .statusCode(200);
        for (int number = 1; number <= 3; number++) {
            assignment("hw" + number, due(number));
        }
        handIn("hw1", 4, List.of("cora", "dora"));
        handIn("hw2", 3, List.of("cora", "bela"));
        handIn("hw3", 5, List.of("bela", "anna"));
        handIn("hw3", 5, List.of("edda"));
    }

    @Test
    void itDependsOnTheTeammatesOfTeammates() {
        // one day is left to Cora after hw1, so one is taken from Bela for hw2, and four are left for hw3
        assertThat(charged(ledger("anna"), "hw3")).isEqualTo(4);
        assertThat(charged(ledger("edda"), "hw3")).isEqualTo(5);
    }

    @Test
    void itIsThatOfTheWholeCourse() {
        List<Map<String, Object>> everybody =
                staff().get(COURSE + "/ledgers").jsonPath().getList("");

        assertThat(everybody).hasSize(5);
        for (Map<String, Object> one : everybody) {
            assertThat(ledger(String.valueOf(one.get("student"))).getMap("")).isEqualTo(one);
        }
    }

    private JsonPath ledger(String student) {
        return staff().get(COURSE + "/ledger?student=" + student).jsonPath();
    }

    private static int charged(JsonPath ledger, String assignment) {
        return ledger.getInt("lines.find { it.assignment == '" + assignment + "' }.charged");
    }

    private static Instant due(int number) {
        return FIRST.plusSeconds(30L * DAY * number);
    }

    private void assignment(String slug, Instant due) {
        staff().body(Map.of(
                        "title",
                        slug,
                        "category",
                        "theoretical",
                        "kind",
                        "file",
                        "due",
                        due.toString(),
                        "rubric",
                        List.of(Map.of("id", "all", "title", "All", "points", 50, "description", ""))))
                .put(COURSE + "/assignments/" + slug)
                .then()
                .statusCode(201);
    }

    /** The first of the team hands it in; there are other teams for each assignment. */
    private void handIn(String slug, int daysLate, List<String> team) {
        staff().body(Map.of("members", team))
                .put(COURSE + "/teams/" + slug + "/" + team.getFirst())
                .then()
                .statusCode(200);
        UUID id = UUID.randomUUID();
        String digest = Sha256.of(id.toString());
        sql.update("""
                INSERT INTO submission (id, assignment_id, student_id, attempt, submitted_at, accepted_at, sha256, size,
                                        file_name, collaborators, state, receipt)
                SELECT ?, assignment.id, person.id, 1, assignment.due + interval '1 day' * ?, now(), ?, 1, 'a.pdf', '[]',
                       'HANDED_IN', ?
                FROM assignment, person WHERE assignment.slug = ? AND person.login = ?
                """, id, daysLate, digest, digest, slug, team.getFirst());
        sql.update("INSERT INTO submission_member SELECT ?, id FROM person WHERE login = ANY (?)", id, team);
    }

    private RequestSpecification staff() {
        return given().auth().oauth2(workplace.token("root", Role.ADMIN)).contentType(ContentType.JSON);
    }
}
