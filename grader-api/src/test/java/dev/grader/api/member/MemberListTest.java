package dev.grader.api.member;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class MemberListTest {
    private static final String MEMBERS = "/api/v1/courses/deep/members";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    private String admin = "";
    private String instructor = "";

    @BeforeEach
    void setUp() {
        workplace.clear();
        workplace.course("deep");
        admin = workplace.token("root", Role.ADMIN);
        instructor = workplace.token("ines", Role.INSTRUCTOR);
        put(admin, "", List.of(member("ines", "role", "instructor"))).then().statusCode(200);
    }

    @Test
    void aListIsShownFirstAndMadeExactlyAsItWasShown() {
        workplace.person("ada", Role.STUDENT);
        put(admin, "", List.of(member("tara", "role", "ta", "name", "Tara")))
                .then()
                .statusCode(200);
        List<Map<String, String>> list = List.of(
                member("ada", "name", "Ada Lovelace"),
                member("ben", "name", "Ben"),
                member("cem"),
                member("tara", "role", "instructor"),
                member("ines"));
        String preview = put(admin, "?preview=true", list)
                .then()
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("changes.login", contains("ada", "ben", "cem", "tara"))
                .body("changes.newPerson", contains(false, true, true, false))
                .body("changes.name", contains("Ada Lovelace", "Ben", "cem", "Tara"))
                .body("changes[0].nameBefore", equalTo("ada"))
                .body("changes[3].roleBefore", equalTo("ta"))
                .body("unchanged", equalTo(1))
                .extract()
                .path("preview");
        assertThat(people()).isEqualTo("ada ada STUDENT –, ines ines INSTRUCTOR INSTRUCTOR, tara Tara TA TA");

        put(admin, "?expected=other", list)
                .then()
                .statusCode(409)
                .body("detail", containsString("Nothing was changed"));
        assertThat(people()).startsWith("ada ada STUDENT –");
        put(admin, "?expected=" + preview, list).then().statusCode(200).body("applied", equalTo(true));
        assertThat(people())
                .isEqualTo("ada Ada Lovelace STUDENT STUDENT, ben Ben STUDENT STUDENT, cem cem STUDENT STUDENT,"
                        + " ines ines INSTRUCTOR INSTRUCTOR, tara Tara TA INSTRUCTOR");
        given().auth()
                .oauth2(admin)
                .get("/api/v1/courses/deep/audit")
                .then()
                .body("[0].action", equalTo("members changed"))
                .body("[0].subject", equalTo("4 members"))
                .body("[0].detail.changes.login", contains("ada", "ben", "cem", "tara"));
        put(admin, "", list).then().body("changes", empty()).body("unchanged", equalTo(5));
    }

    @Test
    void staffSeeAllMembersWithTheTeamsThatTheyAreIn() {
        put(
                        admin,
                        "",
                        List.of(
                                member("tara", "role", "ta"),
                                member("ben", "name", "Ben B."),
                                member("ada"),
                                member("zoe")))
                .then()
                .statusCode(200);
        for (List<String> members : List.of(List.of("ada", "zoe"), List.of("ada", "ben"))) {
            given().auth()
                    .oauth2(admin)
                    .contentType(ContentType.JSON)
                    .body(Map.of("members", members))
                    .put("/api/v1/courses/deep/teams/pairs/one")
                    .then()
                    .statusCode(200);
        }

        given().auth()
                .oauth2(workplace.token("tara", Role.TA))
                .get(MEMBERS)
                .then()
                .statusCode(200)
                .body("login", contains("ada", "ben", "ines", "tara", "zoe"))
                .body("name", contains("ada", "Ben B.", "ines", "tara", "zoe"))
                .body("role", contains("student", "student", "instructor", "ta", "student"))
                .body("teams.set", contains(List.of("pairs"), List.of("pairs"), List.of(), List.of(), List.of()))
                .body("teams.team", contains(List.of("one"), List.of("one"), List.of(), List.of(), List.of()));
    }

    @Test
    void theHistorySaysWhoMadeAStudentAnAssistant() {
        workplace.person("ada", Role.STUDENT);
        for (String role : List.of("student", "ta", "ta")) {
            given().auth()
                    .oauth2(instructor)
                    .contentType(ContentType.JSON)
                    .body(Map.of("role", role))
                    .put(MEMBERS + "/ada")
                    .then()
                    .statusCode(200);
        }

        given().auth()
                .oauth2(instructor)
                .get("/api/v1/courses/deep/audit")
                .then()
                .body("findAll { it.subject == 'ada' }.action", contains("members changed", "members changed"))
                .body("[0].person", equalTo("ines"))
                .body("[0].detail.changes[0].roleBefore", equalTo("student"))
                .body("[0].detail.changes[0].role", equalTo("ta"));
    }

    @Test
    void whoIsNotInTheListStaysAndWhatItLeavesOutStays() {
        put(admin, "", List.of(member("tara", "role", "ta"), member("ada")))
                .then()
                .statusCode(200);
        put(admin, "", List.of(member("tara"))).then().body("changes", empty());
        assertThat(people()).isEqualTo("ada ada STUDENT STUDENT, ines ines INSTRUCTOR INSTRUCTOR, tara tara TA TA");
    }

    @Test
    void anInstructorAddsPeopleButNeitherMakesNorNamesThem() {
        workplace.person("ada", Role.STUDENT);
        put(instructor, "", List.of(member("ada", "name", "Ada Lovelace"), member("nobody")))
                .then()
                .statusCode(400)
                .body("errors.member", contains(1))
                .body("errors.column", contains("login"))
                .body("errors[0].message", allOf(containsString("'nobody'"), containsString("administrator")));
        assertThat(people()).startsWith("ada ada STUDENT –");

        put(instructor, "", List.of(member("ada", "name", "Ada Lovelace")))
                .then()
                .statusCode(200)
                .body("changes.name", contains("ada"))
                .body("otherNames", contains("ada"));
        assertThat(people()).startsWith("ada ada STUDENT STUDENT");
    }

    @Test
    void allMistakesAreNamedAndNothingIsChanged() {
        workplace.person("machine", Role.WORKER);
        put(admin, "", List.of(member("ada"), member("Ada"), member("ben", "name", " "), member("ada")))
                .then()
                .statusCode(400)
                .body("errors.member", contains(1, 2, 3))
                .body("errors.column", contains("login", "name", "login"))
                .body("detail", containsString("place 1"));
        put(admin, "", List.of(member("ada"), member("machine")))
                .then()
                .statusCode(400)
                .body("errors.member", contains(1))
                .body("errors[0].message", containsString("worker"));
        put(admin, "", List.of(member("ada", "role", "boss"))).then().statusCode(400);
        put(
                        admin,
                        "",
                        IntStream.rangeClosed(0, 20_000)
                                .mapToObj(number -> member("u" + number))
                                .toList())
                .then()
                .statusCode(400);
        assertThat(people()).isEqualTo("ines ines INSTRUCTOR INSTRUCTOR");
    }

    @Test
    @Timeout(120)
    void tenThousandAreAddedAtOnce() {
        List<Map<String, String>> list = IntStream.range(0, 10_000)
                .mapToObj(number -> member("u" + number, "name", "Student " + number))
                .toList();
        put(admin, "", list).then().statusCode(200).body("changes", hasSize(10_000));
        assertThat(sql.count("SELECT count(*) AS n FROM membership")).isEqualTo(10_001);
    }

    @Test
    void twoListsAtOnceEitherWaitOrAreRefusedWhole() throws Exception {
        List<Map<String, String>> list =
                IntStream.range(0, 500).mapToObj(number -> member("u" + number)).toList();
        List<Future<Integer>> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            answers = IntStream.range(0, 4)
                    .mapToObj(number -> threads.submit(() -> put(admin, "", number % 2 == 0 ? list : list.reversed())
                            .statusCode()))
                    .toList();
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(200, 409);
        }
        assertThat(sql.count("SELECT count(*) AS n FROM membership")).isEqualTo(501);
    }

    private static Response put(String token, String query, List<Map<String, String>> members) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("members", members))
                .post(MEMBERS + query);
    }

    private static Map<String, String> member(String login, String... more) {
        Map<String, String> member = new HashMap<>(Map.of("login", login));
        for (int index = 0; index < more.length; index += 2) {
            member.put(more[index], more[index + 1]);
        }
        return member;
    }

    /** All but administrators and workers: login, name, role on the site and in the course. */
    private String people() {
        return String.join(", ", sql.list("""
                        SELECT concat_ws(' ', login, name, person.role, coalesce(membership.role, '–')) AS line
                        FROM person LEFT JOIN membership ON person_id = person.id
                        WHERE person.role NOT IN ('ADMIN', 'WORKER') ORDER BY login
                        """, row -> row.text("line")));
    }
}
