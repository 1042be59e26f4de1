package dev.grader.api.rubric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.grader.api.person.Role;
import dev.grader.api.rubric.RubricTotals.StudentTotal;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class RubricTest {
    private static final String TALK = Classroom.assignment("talk");

    @Inject
    Workplace workplace;

    @Inject
    RubricTotals totals;

    @Inject
    RubricMarks marks;

    @Inject
    Sql sql;

    /** Made anew in the method that needs it, because the application is not there when this object is made. */
    private Classroom room() {
        return new Classroom(workplace).students("sara", "ali", "mina").assistants("ada", "bo", "cy");
    }

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    @Test
    void theMeanCountsAndShowsOnceEveryAssignedGraderHasReleased() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4", "depth", "6");
        graders(room, "sara", "ada", "bo").then().statusCode(200);

        mark(room, "ada", "sara", "clarity", "3.5", "depth", "5").then().statusCode(200);
        release(room, "ada", "sara").then().statusCode(200).body("staff.waitingFor", contains("bo"));
        mark(room, "bo", "sara", "clarity", "2", "depth", "5");

        seen(room, "sara").then().statusCode(200).body("points", nullValue()).body("feedback", empty());

        release(room, "bo", "sara")
                .then()
                .statusCode(200)
                .body("points", equalTo(7.75f))
                .body("staff.waitingFor", empty())
                .body("staff.spread", equalTo(1.5f))
                .body("staff.disputed", equalTo(true));
        seen(room, "sara")
                .then()
                .body("points", equalTo(7.75f))
                .body("maximum", equalTo(10))
                .body("feedback", hasSize(2))
                .body("feedback[0].items[0].comment", equalTo("on clarity"))
                .body("feedback[0].points", equalTo(8.5f))
                .body("containsKey('staff')", equalTo(false));
        assertThat(seen(room, "sara").asString()).doesNotContain("ada");
    }

    @Test
    void marksAfterTheReleaseAreDraftsAndNothingIsForgotten() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4");
        mark(room, "ada", "sara", "clarity", "1");
        release(room, "ada", "sara");

        mark(room, "ada", "sara", "clarity", "4")
                .then()
                .body("points", equalTo(1f))
                .body("staff.graders[0].drafts", equalTo(true))
                .body("staff.graders[0].marks[0].points", equalTo(4f));
        mark(room, "ada", "sara", "clarity", "4").then().body("staff.history", hasSize(2));
        seen(room, "sara").then().body("points", equalTo(1f));

        release(room, "ada", "sara").then().body("points", equalTo(4f)).body("staff.history[0].points", equalTo(1f));
        seen(room, "sara").then().body("points", equalTo(4f));
        room.by("root")
                .get("/api/v1/courses/deep/audit")
                .then()
                .body(
                        "findAll { it.action != 'members changed' }.action",
                        contains("rubric released", "rubric marked", "rubric released", "rubric marked"));
    }

    @Test
    void whatTheRubricDoesNotHaveIsRefused() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4", "depth", "6");

        mark(room, "ada", "sara", "clarity", "4.5")
                .then()
                .statusCode(400)
                .body("detail", containsString("'clarity' has at most 4 points, not 4.5 (sara)"));
        mark(room, "ada", "sara", "clarity", "-1").then().statusCode(400);
        mark(room, "ada", "sara", "clarity", "1.00001").then().statusCode(400);
        mark(room, "ada", "sara", "style", "1").then().statusCode(400).body("detail", containsString("clarity, depth"));
        mark(room, "ada", "sara", "clarity", "1", "clarity", "2")
                .then()
                .statusCode(400)
                .body("detail", containsString("marked twice"));
        mark(room, "ada", "nobody", "clarity", "1").then().statusCode(404);
        release(room, "ada", "sara", 0).then().statusCode(409).body("detail", containsString("no marks"));
        mark(room, "ada", "sara", "clarity", "1").then().statusCode(200);
        release(room, "ada", "sara")
                .then()
                .statusCode(409)
                .body("detail", containsString("no marks for these items: depth"));
        seen(room, "sara").then().body("points", nullValue());
    }

    @Test
    void whoIsNotAssignedCannotGradeBesideThoseWhoAre() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4");
        graders(room, "sara", "bo");

        mark(room, "ada", "sara", "clarity", "1").then().statusCode(409).body("detail", containsString("graded by bo"));
        mark(room, "ada", "ali", "clarity", "1").then().statusCode(200);
    }

    @Test
    void aReleaseNamesWhatItsGraderSaw() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4");
        long seen = mark(room, "ada", "sara", "clarity", "1").jsonPath().getLong("staff.lastMark");
        mark(room, "ada", "sara", "clarity", "3");

        release(room, "ada", "sara", seen).then().statusCode(409).body("detail", containsString("since you looked"));

        seen(room, "sara").then().body("points", nullValue());
    }

    /** Ids are drawn before the commit: without the lock the later id could be released before the earlier mark is there. */
    @Test
    void aMarkThatIsStillBeingWrittenIsNotReleasedUnseen() throws Exception {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4", "depth", "6");
        mark(room, "ada", "sara", "clarity", "4", "depth", "6");
        long assignment = sql.count("SELECT id AS n FROM assignment WHERE slug = 'talk'");
        long ada = workplace.person("ada", Role.TA).id();
        long sara = workplace.person("sara", Role.STUDENT).id();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> slow =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        marks.lock(assignment, ada);
                        marks.put(
                                assignment,
                                ada,
                                List.of(new RubricMarks.NewMark(new Work(sara, null), "clarity", BigDecimal.ZERO, "")));
                        written.countDown();
                        await(commit);
                    }));
            await(written);
            Future<Response> other = threads.submit(() -> mark(room, "ada", "sara", "depth", "5"));
            workplace.awaitWaiting(other);
            assertThat(other.isDone())
                    .as("done before the other one is written")
                    .isFalse();
            commit.countDown();
            slow.get(60, TimeUnit.SECONDS);

            Response view = other.get(60, TimeUnit.SECONDS);

            assertThat(view.jsonPath().getList("staff.graders[0].marks.points", BigDecimal.class))
                    .usingElementComparator(BigDecimal::compareTo)
                    .contains(BigDecimal.ZERO);
            release(room, "ada", "sara", view.jsonPath().getLong("staff.lastMark"))
                    .then()
                    .statusCode(200)
                    .body("points", equalTo(5f));
        }
    }

    @Test
    void aTeamIsMarkedAndReleasedInOneCallAndAMemberStillAlone() {
        Classroom room = room();
        room.talk("talk", Map.of("teamSet", "projects"), "clarity", "4");
        team("projects", "one", "sara", "ali");

        give(room, "ada", "sara", true, "clarity", "3").then().statusCode(200);
        mark(room, "ada", "ali", "clarity", "2");
        long last = room.by("ada").get(TALK + "/rubric").jsonPath().getLong("lastMark");
        room.by("ada")
                .body(Map.of("lastMark", last, "team", true))
                .post(TALK + "/students/sara/rubric/release")
                .then()
                .statusCode(200);

        seen(room, "sara").then().body("points", equalTo(3f));
        seen(room, "ali").then().body("points", equalTo(2f));
        seen(room, "mina").then().body("points", nullValue());
        give(room, "ada", "mina", true, "clarity", "3")
                .then()
                .statusCode(409)
                .body("detail", containsString("in no team of 'projects'"));
        room.talk("alone", Map.of(), "clarity", "4");
        room.by("ada")
                .body(marks(true, "clarity", "3"))
                .put(Classroom.assignment("alone") + "/students/sara/rubric")
                .then()
                .statusCode(409)
                .body("detail", containsString("not done in teams"));
    }

    @Test
    void theWorkOfATeamThatHasChangedSinceIsThatOfThoseWhoHandedItIn() {
        Classroom room = room();
        room.talk("talk", Map.of("teamSet", "projects"), "clarity", "4");
        team("projects", "one", "sara", "ali");
        sql.update("""
                INSERT INTO submission (id, assignment_id, student_id, attempt, submitted_at, accepted_at, sha256, size,
                                        file_name, collaborators, state, receipt)
                SELECT gen_random_uuid(), assignment.id, person.id, 1, now(), now(), repeat('0', 64), 1, 'a.pdf', '[]',
                       'HANDED_IN', 'r'
                FROM assignment, person WHERE slug = 'talk' AND login = 'sara'
                """);
        sql.update("""
                INSERT INTO submission_member SELECT submission.id, person.id FROM submission, person
                WHERE login IN ('sara', 'mina') ON CONFLICT DO NOTHING
                """);

        give(room, "ada", "sara", true, "clarity", "3").then().statusCode(200);

        assertThat(marked(room)).containsExactly("mina", "sara");
    }

    @Test
    void manyStudentsAreMarkedTogetherOrNotAtAll() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4");
        Map<String, Object> sara = new HashMap<>(marks(false, "clarity", "3"));
        sara.put("student", "sara");
        sara.put("comment", "Well done");
        Map<String, Object> ali = new HashMap<>(marks(false, "clarity", "5"));
        ali.put("student", "ali");

        room.by("ada")
                .body(Map.of("students", List.of(sara, ali)))
                .put(TALK + "/rubric")
                .then()
                .statusCode(400);
        assertThat(marked(room)).isEmpty();

        ali.putAll(marks(false, "clarity", "4"));
        long last = room.by("ada")
                .body(Map.of("students", List.of(sara, ali)))
                .put(TALK + "/rubric")
                .jsonPath()
                .getLong("lastMark");
        room.by("ada")
                .body(Map.of("lastMark", last))
                .post(TALK + "/rubric/release")
                .then()
                .statusCode(200)
                .body("students.find { it.student == 'ali' }.points", equalTo(4f))
                .body("students.find { it.student == 'mina' }.points", nullValue());
        seen(room, "sara").then().body("feedback[0].comment", equalTo("Well done"));
    }

    @Test
    void gradersAreHandedOutEvenlyAndTheSameToATeam() {
        Classroom room = room();
        room.talk("talk", Map.of("teamSet", "projects"), "clarity", "4");
        team("projects", "one", "sara", "ali");
        Map<String, Object> request = Map.of("graders", List.of("ada", "bo", "cy"), "perStudent", 2, "seed", 7);

        Response first = room.by("ada").body(request).post(TALK + "/graders/distribution");

        first.then()
                .statusCode(200)
                .body("students.student", contains("ali", "mina", "sara"))
                .body("students.graders.flatten().size()", equalTo(6));
        assertThat(first.jsonPath().getList("students[0].graders"))
                .isEqualTo(first.jsonPath().getList("students[2].graders"));
        room.students("zoe");
        Response second = room.by("ada").body(request).post(TALK + "/graders/distribution");
        assertThat(second.jsonPath().getList("students[0].graders"))
                .isEqualTo(first.jsonPath().getList("students[0].graders"));
        assertThat(second.jsonPath().getList("students[3].graders")).hasSize(2);
        room.by("ada")
                .body(Map.of("graders", List.of("ada", "sara"), "perStudent", 1))
                .post(TALK + "/graders/distribution")
                .then()
                .statusCode(400)
                .body("detail", containsString("not on the staff of this course: sara"));
        room.by("ada")
                .body(Map.of("graders", List.of("ada"), "perStudent", 2, "again", true))
                .post(TALK + "/graders/distribution")
                .then()
                .statusCode(400)
                .body("detail", containsString("there are 1 graders"));
        graders(room, "nobody", "ada").then().statusCode(400).body("detail", containsString("nobody"));
        graders(room, "sara").then().statusCode(200).body("students[2].graders", empty());
    }

    /** The totals of the gradebook are worked out in one statement, the view of a student by the core. */
    @Test
    void theTotalsOfACourseAreThoseOfTheViews() {
        Classroom room = room();
        room.talk("talk", Map.of(), "clarity", "4", "depth", "6");
        room.talk("report", Map.of(), "text", "3");
        Random random = new Random(40719);
        List<String> students = List.of("sara", "ali", "mina");
        List<String> all = List.of("ada", "bo", "cy");
        graders(room, "sara", "ada", "bo");
        for (int step = 0; step < 60; step++) {
            String student = students.get(random.nextInt(students.size()));
            String grader = all.get(random.nextInt(all.size()));
            switch (random.nextInt(4)) {
                case 0 -> mark(room, grader, student, "clarity", "" + random.nextInt(5));
                case 1 -> mark(room, grader, student, "depth", random.nextInt(6) + ".3333");
                case 2 -> graders(room, student, random.nextBoolean() ? new String[] {} : new String[] {grader});
                default -> release(room, grader, student);
            }
        }
        compare(room, students);
        // an item that is worth less, and one more: what was released is cut, and no longer complete
        room.talk("talk", Map.of(), "clarity", "2", "depth", "6");
        assertThat(compare(room, students)).isPositive();
        room.talk("talk", Map.of(), "clarity", "4", "depth", "6", "style", "1");
        assertThat(compare(room, students)).isZero();
        // marks of an item that is no longer there are no points
        room.talk("talk", Map.of(), "clarity", "4");
        assertThat(compare(room, students)).isPositive();
    }

    private int compare(Classroom room, List<String> students) {
        long course = sql.count("SELECT id AS n FROM course WHERE slug = 'deep'");
        List<StudentTotal> all = totals.ofCourse(course);
        int known = 0;
        for (String student : students) {
            long id = workplace.person(student, Role.STUDENT).id();
            String expected = room.by("ada")
                    .get(TALK + "/students/" + student + "/rubric")
                    .jsonPath()
                    .getString("points");
            String found = all.stream()
                    .filter(total -> total.studentId() == id)
                    .flatMap(total -> total.result().points().stream())
                    .map(points -> points.stripTrailingZeros().toPlainString())
                    .findFirst()
                    .orElse(null);
            assertThat(found == null ? null : new BigDecimal(found))
                    .usingComparator(Comparator.nullsFirst(BigDecimal::compareTo))
                    .isEqualTo(expected == null ? null : new BigDecimal(expected));
            known += found == null ? 0 : 1;
        }
        return known;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void team(String teamSet, String name, String... logins) {
        sql.update(
                "INSERT INTO team (course_id, team_set, name) SELECT id, ?, ? FROM course WHERE slug = 'deep'",
                teamSet,
                name);
        sql.update("""
                INSERT INTO team_member (team_id, course_id, team_set, person_id)
                SELECT team.id, team.course_id, team.team_set, person.id FROM team, person
                WHERE team.name = ? AND person.login = ANY (?)
                """, name, List.of(logins));
    }

    private List<String> marked(Classroom room) {
        return room.by("ada").get(TALK + "/rubric").jsonPath().getList("students.findAll { it.graders }.student");
    }

    private static Response graders(Classroom room, String student, String... graders) {
        return room.by("root")
                .body(Map.of("students", List.of(Map.of("student", student, "graders", List.of(graders)))))
                .put(TALK + "/graders");
    }

    private static Response mark(Classroom room, String grader, String student, String... points) {
        return give(room, grader, student, false, points);
    }

    private static Response give(Classroom room, String grader, String student, boolean team, String... points) {
        return room.by(grader).body(marks(team, points)).put(TALK + "/students/" + student + "/rubric");
    }

    private static Map<String, Object> marks(boolean team, String... points) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int item = 0; item < points.length; item += 2) {
            items.add(Map.of(
                    "item", points[item], "points", new BigDecimal(points[item + 1]), "comment", "on " + points[item]));
        }
        return Map.of("items", items, "team", team);
    }

    /** After a look at what is released. */
    private static Response release(Classroom room, String grader, String student) {
        return release(
                room,
                grader,
                student,
                room.by(grader).get(TALK + "/rubric").jsonPath().getLong("lastMark"));
    }

    private static Response release(Classroom room, String grader, String student, long lastMark) {
        return room.by(grader)
                .body(Map.of("lastMark", lastMark))
                .post(TALK + "/students/" + student + "/rubric/release");
    }

    private static Response seen(Classroom room, String student) {
        return room.by(student).get(TALK + "/students/" + student + "/rubric");
    }
}
