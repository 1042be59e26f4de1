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
import dev.grader.api.upload.Paper;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class TeamTest {
    private static final String TEAMS = "/api/v1/courses/deep/teams";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    Paper paper;

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
    void whoHasLeftATeamDoesNotSeeItAnyMore() {
        Classroom room = room();
        put(room, "pairs", "one", "ada", "ben");
        put(room, "pairs", "one", "ada");
        room.by("ben").get(TEAMS).then().body("team", empty());
        room.by("ada").get(TEAMS).then().body("team", contains("one"));
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

    @ParameterizedTest
    @ValueSource(strings = {" ", "a\u0001b", "a\u202eb", "a\nb", "one ", "..", "a\u200bb", "a/b", "\ud83d"})
    void aNameCanBeSeenAndToldFromOthers(String name) {
        Classroom room = room();
        replace(room, "", Map.of(name, List.of("ada")))
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_REQUEST"))
                .body("detail", containsString("The name of the team '"));
        assertThat(sql.count("SELECT count(*) AS n FROM team")).isZero();
    }

    @Test
    void namesAreCheckedOneByOneToo() {
        Classroom room = room();
        put(room, "pairs", "a\u202eb", "ada").then().statusCode(400).body("detail", containsString("U+202E"));
        put(room, "pa\u0007irs", "one", "ada").then().statusCode(400).body("detail", containsString("U+0007"));
        put(room, "pairs", "n".repeat(101), "ada").then().statusCode(400).body("detail", containsString("100"));
        put(room, "pairs", "می\u200cخواهم", "ada").then().statusCode(200);
        put(room, "pairs", "n".repeat(100), "ben").then().statusCode(200);
    }

    @Test
    void fullTeamsExchangeMembersAndWhatWasHandedInStays() {
        Classroom room = room();
        put(room, "pairs", "one", "ada", "ben");
        put(room, "pairs", "two", "cem");
        put(room, "projects", "big", "ada", "cem");
        paper.add(room, Map.of("teamSet", "pairs"));
        String before = paper.submit("ada", "report.pdf", Paper.pdf("before")).path("id");
        Map<String, List<String>> wanted = Map.of("one", List.of("cem", "ben"), "three", List.of("ada"));
        String preview = replace(room, "?preview=true", wanted)
                .then()
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("teams", equalTo(2))
                .body("dissolved", contains("two"))
                .body("moves.student", contains("ada", "cem"))
                .body("moves.from", contains("one", "two"))
                .body("moves.to", contains("three", "one"))
                .extract()
                .path("preview");
        room.by("tara").get(TEAMS).then().body("find { it.team == 'one' }.members.student", contains("ada", "ben"));

        replace(room, "?expected=" + preview, wanted)
                .then()
                .statusCode(200)
                .body("applied", equalTo(true))
                .body("moves", hasSize(2));
        room.by("tara")
                .get(TEAMS)
                .then()
                .body("find { it.team == 'one' }.members.student", containsInAnyOrder("ben", "cem"))
                .body("find { it.team == 'one' }.former.student", contains("ada"))
                .body("find { it.team == 'two' }.members", empty())
                .body("find { it.team == 'three' }.members.student", contains("ada"))
                .body("find { it.team == 'big' }.members.student", contains("ada", "cem"));
        // what was handed in is of those who were in the team then, and what comes now of those who are in it now
        String after = paper.submit("cem", "report.pdf", Paper.pdf("after")).path("id");
        requireMembers(before, List.of("ada", "ben"), "cem");
        requireMembers(after, List.of("ben", "cem"), "ada");
        room.by("root")
                .get("/api/v1/courses/deep/audit")
                .then()
                .body("find { it.action == 'teams changed' }.subject", equalTo("pairs"))
                .body("find { it.action == 'teams changed' }.detail.moves.student", contains("ada", "cem"));

        // what was agreed to is done, and the same again is nothing
        replace(room, "?expected=" + preview, wanted).then().statusCode(409).body("code", equalTo("CONFLICT"));
        replace(room, "", wanted).then().statusCode(200).body("moves", empty());
        assertThat(sql.count("SELECT count(*) AS n FROM audit WHERE action = 'teams changed'"))
                .isEqualTo(1);
        replace(room, "", Map.of()).then().statusCode(200).body("teams", equalTo(0));
        assertThat(sql.count("SELECT count(*) AS n FROM team_member WHERE left_at IS NULL"))
                .isEqualTo(2);
    }

    private void requireMembers(String submission, List<String> members, String other) {
        for (String member : members) {
            paper.student(member)
                    .get("/api/v1/submissions/" + submission)
                    .then()
                    .statusCode(200)
                    .body("members", equalTo(members));
        }
        paper.student(other).get("/api/v1/submissions/" + submission).then().statusCode(404);
    }

    @Test
    void aMistakeAnywhereChangesNoTeam() {
        Classroom room = room();
        put(room, "pairs", "one", "ada", "ben");
        replace(room, "", Map.of("one", List.of("ada"), "two", List.of("ben", "nobody", "tara")))
                .then()
                .statusCode(400)
                .body("detail", allOf(containsString("nobody"), containsString("tara")));
        replace(room, "", Map.of("one", List.of("ada"), "two", List.of("ben", "ada")))
                .then()
                .statusCode(400)
                .body("detail", allOf(containsString("'ada' in"), containsString("'one'"), containsString("'two'")));
        replace(room, "", Map.of("one", List.of("ada"), "ONE", List.of("ben")))
                .then()
                .statusCode(400)
                .body("detail", containsString("nobody can tell apart"));
        room.by("ada")
                .body(Map.of("teams", List.of()))
                .put(TEAMS + "/pairs")
                .then()
                .statusCode(403);
        room.by("tara").get(TEAMS).then().body("[0].members.student", contains("ada", "ben"));
    }

    private static Response replace(Classroom room, String query, Map<String, List<String>> teams) {
        List<Map<String, Object>> all = teams.entrySet().stream()
                .map(team -> Map.<String, Object>of("team", team.getKey(), "members", team.getValue()))
                .toList();
        return room.by("root").body(Map.of("teams", all)).put(TEAMS + "/pairs" + query);
    }

    private static Response put(Classroom room, String set, String team, String... members) {
        return room.by("root").body(Map.of("members", List.of(members))).put(TEAMS + "/{set}/{team}", set, team);
    }
}
