package dev.grader.api.grade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.grader.api.person.Role;
import dev.grader.api.sql.CountedSql;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Records;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import dev.grader.core.job.Lease;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A new version of a suite is for what counts by the ledger, not for what came last. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class RegradeCountedTest {
    private static final String LENET = "/api/v1/courses/one/assignments/lenet";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    MovedClock clock;

    @Inject
    CountedSql counted;

    @Inject
    SessionFactory sessions;

    @Inject
    Regrading regrading;

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        clock.release();
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.publishedCourse("one", worker);
        member("anna");
        member("ben");
    }

    @AfterEach
    void releaseClock() {
        clock.release();
    }

    @Test
    void whereTheBestCountsAllAreRegradedAsAnotherMayBeTheBestThen() {
        policy("counted: best\nafter_budget: none");
        UUID best = graded("anna", true);
        UUID newest = graded("anna", false);

        published().then().body("submissions.attempt", equalTo(List.of(1, 2)));
        apply().then().statusCode(200).body("graded", equalTo(2));

        assertThat(version(best)).isEqualTo(2);
        assertThat(version(newest)).isEqualTo(2);
    }

    @Test
    void ofARefusedLatestTheOneBeforeItIsRegradedAndTheRefusedOneForWhenItIsNot() {
        policy("counted: latest\nafter_budget: refused");
        UUID before = graded("anna", true);
        UUID counts = graded("anna", true);
        UUID refused = graded("anna", true);
        sql.update(
                "UPDATE submission SET submitted_at = ? WHERE id = ?", Workplace.DUE.plus(Duration.ofDays(1)), refused);
        clock.stopAt(Workplace.DUE.plus(Duration.ofDays(2)));

        published().then().body("submissions.attempt", equalTo(List.of(2, 3)));
        apply().then().statusCode(200);

        assertThat(version(before)).isEqualTo(1);
        assertThat(version(counts)).isEqualTo(2);
        assertThat(version(refused)).isEqualTo(2);
    }

    @Test
    void whatMayBeChosenLaterIsRegradedToo() {
        policy("counted: chosen\nafter_budget: none");
        UUID first = graded("anna", true);
        UUID second = graded("anna", true);
        choose(first);

        published();
        apply().then().statusCode(200).body("graded", equalTo(2));
        assertThat(version(first)).isEqualTo(2);
        assertThat(version(second)).isEqualTo(2);
    }

    @Test
    void whoHandsInAloneLaterDoesNotKeepTheTeamsWorkFromBeingRegraded() {
        policy("counted: latest\nafter_budget: none");
        by("root", Role.ADMIN)
                .body(Map.of("members", List.of("anna", "ben")))
                .put("/api/v1/courses/one/teams/pairs/first")
                .then()
                .statusCode(200);
        UUID together = graded("anna", true);
        sql.update("INSERT INTO submission_member SELECT ?, id FROM person WHERE login = 'ben'", together);
        UUID alone = graded("anna", true);

        published()
                .then()
                .body("submissions.attempt", equalTo(List.of(1, 2)))
                .body("submissions.student", equalTo(List.of("ben", "anna")));
        apply().then().statusCode(200);

        assertThat(version(together)).isEqualTo(2);
        assertThat(version(alone)).isEqualTo(2);
    }

    @Test
    void whatHasNoGradeYetIsNotTouched() {
        policy("counted: latest\nafter_budget: none");
        graded("anna", true);
        workplace.submit("one", "anna");

        published().then().body("submissions.size()", equalTo(0)).body("pending", equalTo(1));
    }

    @Test
    void theTermIsReadOnceForHoweverManySubmissions() {
        policy("counted: best\nafter_budget: none");
        graded("anna", true);
        graded("anna", false);
        graded("anna", false);
        graded("ben", true);
        graded("ben", false);
        // neither the best nor the last of anna's, and it may still become the best
        published().then().body("submissions.size()", equalTo(5));

        // one read is one scan or two, as the database likes
        assertThat(scansOfPolicies()).isBetween(1L, 2L);
    }

    @Test
    void thereAreAsManyStatementsForManySubmissionsAsForFew() {
        policy("counted: best\nafter_budget: none");
        member("carl");
        member("dora");
        List<UUID> few = List.of(graded("anna", true), graded("ben", false));
        Stream.of("anna", "ben", "carl", "dora").forEach(login -> graded(login, true));
        sql.update("UPDATE submission SET state = 'CANCELLED' WHERE NOT id = ANY (CAST(? AS uuid[]))", few);
        published().then().body("submissions.size()", equalTo(2));
        long ofFew = statements();

        sql.update("UPDATE submission SET state = 'GRADED'");
        preview().then().body("submissions.size()", equalTo(6));
        assertThat(statements()).isEqualTo(ofFew);
    }

    /** Of a preview, by the rows and by the entities that it reads. */
    private long statements() {
        long assignment = sql.count("SELECT id AS n FROM assignment WHERE slug = 'lenet'");
        Statistics entities = sessions.getStatistics();
        entities.setStatisticsEnabled(true);
        try {
            long before = counted.statements() + entities.getPrepareStatementCount();
            regrading.preview(assignment, 2);
            return counted.statements() + entities.getPrepareStatementCount() - before;
        } finally {
            entities.setStatisticsEnabled(false);
        }
    }

    /** How often a preview looks into the table of policies. */
    private long scansOfPolicies() {
        long assignment = sql.count("SELECT id AS n FROM assignment WHERE slug = 'lenet'");
        return QuarkusTransaction.requiringNew().call(() -> {
            long before = scansOnThisConnection();
            regrading.preview(assignment, 2);
            return scansOnThisConnection() - before;
        });
    }

    /** Counts what earlier transactions of the connection have not reported yet too, hence the difference. */
    private long scansOnThisConnection() {
        return sql.count("""
                SELECT coalesce(seq_scan, 0) + coalesce(idx_scan, 0) AS n
                FROM pg_stat_xact_user_tables WHERE relname = 'course_document'
                """);
    }

    /** A version with other points, and what it would do. */
    private Response published() {
        workplace
                .uploadSuite("one", "Small", suite -> suite.replaceFirst("points: 5", "points: 7"))
                .then()
                .statusCode(202)
                .body("state", equalTo("PUBLISHED"));
        return preview();
    }

    private Response preview() {
        return by("root", Role.ADMIN).get(LENET + "/suites/2/preview");
    }

    private Response apply() {
        return by("root", Role.ADMIN)
                .body(Map.of("preview", preview().path("id"), "reason", "Question 1 was worth too little"))
                .post(LENET + "/suites/2/apply");
    }

    private int version(UUID submission) {
        return by("root", Role.ADMIN)
                .get("/api/v1/submissions/{id}", submission)
                .path("result.gradedBy.suiteVersion");
    }

    private UUID graded(String login, boolean right) {
        UUID submission = workplace.submit("one", login);
        Lease lease = worker.leaseOne();
        worker.measurement(lease, right ? Records.right(lease) : Records.forbidden(lease))
                .then()
                .statusCode(204);
        return submission;
    }

    private void member(String login) {
        workplace.person(login, Role.STUDENT);
        by("root", Role.ADMIN)
                .body(Map.of("role", "student"))
                .put("/api/v1/courses/one/members/{login}", login)
                .then()
                .statusCode(200);
    }

    private void policy(String policy) {
        sql.update(
                "INSERT INTO course_document (course_id, kind, text) SELECT id, 'LATE_POLICY', ? FROM course",
                "schema: 1\ntitle: t\n" + policy);
    }

    private void choose(UUID submission) {
        by("anna", Role.STUDENT)
                .body(Map.of("submission", submission))
                .put(LENET + "/choice")
                .then()
                .statusCode(200);
    }

    private RequestSpecification by(String login, Role role) {
        return given().auth().oauth2(workplace.token(login, role)).contentType(ContentType.JSON);
    }
}
