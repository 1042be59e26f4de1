package dev.grader.api.change;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import dev.grader.core.late.file.LatePresets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every kind of change is made and taken back: in between it has changed what it should and nothing else, afterwards the whole
 * gradebook and all ledgers are what they were. Five days of theory, three for an assignment, then 10 % a day.
 */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class UndoneChangeTest {
    private static final String COURSE = "/api/v1/courses/deep";
    private static final String PRESET = "sharif-ce-40719";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DAY = 86_400;
    private static final Instant MARCH = Instant.parse("2026-03-01T20:29:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T20:29:00Z");
    private static final Instant MAY = Instant.parse("2026-05-01T20:29:00Z");

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    MovedClock clock;

    /** Points by student and assignment, and all that the gradebook and the ledgers say. */
    private record State(Map<String, String> cells, Map<String, String> balances, String everything) {
        Set<String> cellsUnlike(State other) {
            return unlike(cells, other.cells);
        }

        Set<String> balancesUnlike(State other) {
            return unlike(balances, other.balances);
        }

        private static Set<String> unlike(Map<String, String> some, Map<String, String> others) {
            assertThat(some.keySet()).isEqualTo(others.keySet());
            return some.keySet().stream()
                    .filter(key -> !Objects.equals(some.get(key), others.get(key)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @BeforeEach
    void setUp() {
        clock.release();
        clock.stopAt("2026-06-01T00:00:00Z");
        workplace.clear();
        staff().body(Map.of("preset", PRESET, "slug", "deep"))
                .post("/api/v1/courses")
                .then()
                .statusCode(201);
        for (String student : List.of("anna", "bela", "cora")) {
            workplace.person(student, Role.STUDENT);
            staff().body(Map.of("role", "student"))
                    .put(COURSE + "/members/" + student)
                    .then()
                    .statusCode(200);
        }
        assignment("hw1", MARCH, Map.of());
        assignment("hw2", APRIL, Map.of());
        assignment("hw3", MAY, Map.of("teamSet", "pairs"));
        team("one", "anna", "bela");
        team("two", "cora");
        // three days of the budget, and 10 % for the fourth
        handIn("hw1", MARCH.plusSeconds(3 * DAY + 60), 40, "anna");
        handIn("hw1", MARCH, 50, "bela");
        handIn("hw2", APRIL.plusSeconds(DAY), 30, "anna");
        handIn("hw2", APRIL.plusSeconds(1), 20, "bela");
        // two days: anna has one left, bela four
        handIn("hw3", MAY.plusSeconds(2 * DAY), 40, "anna", "bela");
        assertThat(state().cells())
                .containsEntry("anna hw1", "earned 36 3")
                .containsEntry("anna hw2", "earned 30 1")
                .containsEntry("anna hw3", "earned 36 1")
                .containsEntry("bela hw1", "earned 50 0")
                .containsEntry("bela hw2", "earned 20 1")
                .containsEntry("bela hw3", "earned 40 2")
                .containsEntry("cora hw1", "missing 0");
    }

    @AfterEach
    void releaseClock() {
        clock.release();
    }

    @Test
    void aBudget() {
        Map<String, String> changed = Map.of("anna hw2", "earned 27 0", "anna hw3", "earned 32 0");
        withdrawn(
                "budget_changes",
                Map.of("budget", "theoretical", "student", "anna", "total", 1, "from", "2026-03-15T00:00:00"),
                changed);
    }

    /** Half a day before the first homework was due until two days later; two days used for it are two left for the third. */
    @Test
    void anOutage() {
        Map<String, String> changed = Map.of("anna hw1", "earned 40 2", "anna hw3", "earned 40 2");
        withdrawn(
                "outages",
                Map.of(
                        "from", MARCH.minusSeconds(DAY / 2).toString(),
                        "to", MARCH.plusSeconds(2 * DAY).toString(),
                        "reason", "power cut"),
                changed);
    }

    @Test
    void anAccommodation() {
        Map<String, String> changed = Map.of("bela hw2", "earned 20 0", "bela hw3", "earned 40 1");
        withdrawn("accommodations", Map.of("student", "bela", "days", 1), changed);
    }

    /** What was used for work that does not count is there for other work. */
    @Test
    void anExcuse() {
        Map<String, String> changed = Map.of("anna hw1", "excused 0", "anna hw3", "earned 40 2");
        withdrawn("excused", Map.of("part", "hw1", "student", "anna", "reason", "joined late"), changed);
    }

    @Test
    void aPolicy() {
        State before = state();
        String half = """
                schema: 1
                title: Half for a day
                budgets:
                  - {name: theoretical, amount: 5, categories: [theoretical]}
                  - {name: practical, amount: 10, categories: [practical]}
                cap: 3
                after_budget: {per_unit: 50}
                """;
        requireChanged(
                before, make(Map.of("policy", half)), Map.of("anna hw1", "earned 20 3", "anna hw3", "earned 20 1"));
        make(Map.of("policy", LatePresets.text(PRESET)));
        assertThat(state()).isEqualTo(before);
    }

    /** Who is moved takes along what was handed in before, and leaves it to the others too. */
    @Test
    void aTeam() {
        State before = state();
        String teams = teams();
        team("one", "anna");
        team("two", "cora", "bela");
        assertThat(teams()).isNotEqualTo(teams);
        assertThat(state()).isEqualTo(before);

        team("two", "cora");
        team("one", "anna", "bela");
        assertThat(teams()).isEqualTo(teams);
        assertThat(state()).isEqualTo(before);
    }

    private void withdrawn(String section, Map<String, Object> decision, Map<String, String> changed) {
        State before = state();
        Response made = make(Map.of("decisions", Map.of(section, List.of(decision))));
        requireChanged(before, made, changed);
        make(Map.of("withdraw", made.path("decisions")));
        assertThat(state()).isEqualTo(before);
    }

    private void requireChanged(State before, Response made, Map<String, String> changed) {
        State between = state();
        assertThat(between.cells()).containsAllEntriesOf(changed);
        assertThat(between.cellsUnlike(before)).isEqualTo(new TreeSet<>(changed.keySet()));
        Set<String> students = changed.keySet().stream()
                .map(cell -> cell.substring(0, cell.indexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(students).containsAll(between.balancesUnlike(before));
        List<String> shown = made.path("grades.collect { it.student + ' ' + it.assignment }");
        assertThat(shown).containsExactlyInAnyOrderElementsOf(changed.keySet());
    }

    private State state() {
        String book = staff().get(COURSE + "/gradebook").asString();
        String ledgers = staff().get(COURSE + "/ledgers").asString();
        String own = List.of("anna", "bela", "cora").stream()
                .map(student -> staff().get(COURSE + "/ledger?student=" + student)
                                .asString()
                        + staff().get(COURSE + "/grades?student=" + student).asString())
                .collect(Collectors.joining());
        Map<String, String> cells = new TreeMap<>();
        for (JsonNode student : read(book).path("students")) {
            String login = student.path("login").asText();
            student.path("cells")
                    .properties()
                    .forEach(cell -> cells.put(login + " " + cell.getKey(), words(cell.getValue())));
        }
        Map<String, String> balances = new TreeMap<>();
        for (JsonNode ledger : read(ledgers)) {
            balances.put(
                    ledger.path("student").asText(), ledger.path("balances").toString());
        }
        return new State(cells, balances, book + ledgers + own);
    }

    /** Standing, points, units charged. */
    private static String words(JsonNode cell) {
        String points = cell.has("points")
                ? cell.path("points").decimalValue().stripTrailingZeros().toPlainString() + " "
                : "";
        return cell.path("standing").asText() + " " + points
                + cell.path("charged").asInt();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private String teams() {
        return staff().get(COURSE + "/teams")
                .path("collect { it.team + it.members.student }")
                .toString();
    }

    private Response make(Map<String, Object> change) {
        Map<String, Object> whole = new HashMap<>(change);
        whole.put("reason", "for a test");
        Response made = staff().body(whole).post(COURSE + "/changes");
        made.then().statusCode(200);
        return made;
    }

    private void team(String name, String... members) {
        staff().body(Map.of("members", List.of(members)))
                .put(COURSE + "/teams/pairs/" + name)
                .then()
                .statusCode(200);
    }

    private void assignment(String slug, Instant due, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putAll(Map.of("title", slug, "category", "theoretical", "kind", "file", "due", due.toString()));
        settings.put("rubric", List.of(Map.of("id", "all", "title", "All", "points", 50, "description", "")));
        staff().body(settings).put(COURSE + "/assignments/" + slug).then().statusCode(201);
    }

    /** A document that the first hands in for all, and that is graded. */
    private void handIn(String slug, Instant at, int points, String... members) {
        UUID id = UUID.randomUUID();
        String digest = Sha256.of(id.toString());
        sql.update("""
                INSERT INTO submission (id, assignment_id, student_id, attempt, submitted_at, accepted_at, sha256, size,
                                        file_name, collaborators, state, receipt)
                SELECT ?, assignment.id, person.id, 1, ?, ?, ?, 1, 'a.pdf', '[]', 'HANDED_IN', ?
                FROM assignment, person WHERE assignment.slug = ? AND person.login = ?
                """, id, at, at, digest, digest, slug, members[0]);
        for (String member : members) {
            sql.update("""
                    INSERT INTO submission_member SELECT ?, id FROM person WHERE login = ? ON CONFLICT DO NOTHING
                    """, id, member);
            sql.update("""
                    INSERT INTO rubric_mark (assignment_id, student_id, grader_id, submission_id, item, points, comment)
                    SELECT submission.assignment_id, person.id, root.id, submission.id, 'all', ?, ''
                    FROM submission, person root, person WHERE submission.id = ? AND root.login = 'root' AND person.login = ?
                    """, points, id, member);
            sql.update("""
                    INSERT INTO rubric_release (assignment_id, student_id, grader_id, last_mark_id)
                    SELECT assignment_id, student_id, grader_id, id FROM rubric_mark ORDER BY id DESC LIMIT 1
                    """);
        }
    }

    private RequestSpecification staff() {
        return given().auth().oauth2(workplace.token("root", Role.ADMIN)).contentType(ContentType.JSON);
    }
}
