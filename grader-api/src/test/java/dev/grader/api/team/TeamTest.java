package dev.grader.api.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class TeamTest {
    private static final String TEAMS = "/api/v1/courses/deep/teams";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    private Classroom room() {
        return new Classroom(workplace).students("ada", "ben", "cem").assistants("tara");
    }

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    @Test
    void aTeamIsPutTogetherChangedAndRemembered() {
        Classroom room = room();
        put(room, "pairs", "one", "ada", "ben")
                .then()
                .statusCode(200)
                .body("members.student", contains("ada", "ben"))
                .body("former", empty());
        put(room, "pairs", "one", "ada", "ben").then().statusCode(200);
        put(room, "pairs", "one", "ada", "cem")
                .then()
                .body("members.student", contains("ada", "cem"))
                .body("former.student", contains("ben"));
        room.by("root")
                .get("/api/v1/courses/deep/audit")
                .then()
                .body("findAll { it.action == 'team changed' }.subject", contains("pairs/one", "pairs/one"))
                .body("find { it.action == 'team changed' }.detail.after", contains("ada", "cem"));
        put(room, "pairs", "one").then().statusCode(200).body("members", empty());
        put(room, "pairs", "two", "ada", "ben").then().statusCode(200);
        room.by("tara").get(TEAMS).then().body("team", contains("one", "two")).body("[0].former", hasSize(3));
    }

    @Test
    void aStudentIsInOneTeamOfASet() {
        Classroom room = room();
        put(room, "pairs", "one", "ada", "ben");
        put(room, "pairs", "two", "ben", "cem")
                .then()
                .statusCode(409)
                .body("code", equalTo("CONFLICT"))
                .body("detail", containsString("'ben' is in 'one'"));
        put(room, "projects", "two", "ben", "cem").then().statusCode(200);
        room.by("tara").get(TEAMS).then().body("set", contains("pairs", "projects"));
    }

    @Test
    void onlyStudentsOfTheCourseEachOnce() {
        Classroom room = room();
        put(room, "pairs", "one", "ada", "tara", "nobody")
                .then()
                .statusCode(400)
                .body("detail", allOf(containsString("tara"), containsString("nobody")));
        put(room, "pairs", "one", "ada", "ada").then().statusCode(400).body("detail", containsString("twice"));
        assertThat(sql.count("SELECT count(*) AS n FROM team_member")).isZero();
    }

    @Test
    void studentsSeeTheirOwnTeams() {
        Classroom room = room();
        put(room, "pairs", "one", "ada", "ben");
        put(room, "projects", "big", "ben", "cem");
        room.by("ada")
                .get(TEAMS)
                .then()
                .body("team", contains("one"))
                .body("[0].members.student", containsInAnyOrder("ada", "ben"))
                .body("[0].former", nullValue());
        room.by("ben").get(TEAMS).then().body("team", contains("one", "big"));
        room.by("ada")
                .body(Map.of("members", List.of("ada")))
                .put(TEAMS + "/pairs/one")
                .then()
                .statusCode(403);
    }

    @Test
    void ofTwoTeamsAtOnceOneGetsTheStudent() throws Exception {
        Classroom room = room();
        List<Future<Integer>> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            answers = List.of("one", "two", "three", "four").stream()
                    .map(team -> threads.submit(
                            () -> put(room, "pairs", team, "ada", "ben").statusCode()))
                    .toList();
        }
        int made = 0;
        for (Future<Integer> answer : answers) {
            made += answer.get() == 200 ? 1 : 0;
            assertThat(answer.get()).isIn(200, 409);
        }
        assertThat(made).isEqualTo(1);
        assertThat(sql.count("SELECT count(*) AS n FROM team_member")).isEqualTo(2);
    }

    private static Response put(Classroom room, String set, String team, String... members) {
        return room.by("root").body(Map.of("members", List.of(members))).put(TEAMS + "/" + set + "/" + team);
    }
}
