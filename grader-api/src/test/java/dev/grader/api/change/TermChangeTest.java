package dev.grader.api.change;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A term that is changed while grades are there; the policy is that of the course: 5 and 10 days, 3 a part, then 10 % a day. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class TermChangeTest {
    private static final String COURSE = "/api/v1/courses/deep";
    private static final Instant DUE = Instant.parse("2026-03-01T20:29:00Z");
    private static final Instant LATER = Instant.parse("2026-04-01T20:29:00Z");

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    MovedClock clock;

    @BeforeEach
    void setUp() {
        clock.release();
        clock.stopAt("2026-06-01T00:00:00Z");
        workplace.clear();
        staff().body(Map.of("preset", "sharif-ce-40719", "slug", "deep"))
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
        assignment("hw1", DUE);
        assignment("hw2", LATER);
        // 4 days late: 3 from the budget, one costs 10 %
        handIn("anna", "hw1", DUE.plusSeconds(3 * 86_400 + 60), 40);
        handIn("anna", "hw2", LATER.plusSeconds(86_400), 30);
        handIn("bela", "hw1", DUE, 50);
        handIn("bela", "hw2", LATER.plusSeconds(1), 20);
    }

    @AfterEach
    void releaseClock() {
        clock.release();
    }

    @Test
    void aGradebookIsComputedFromWhatWasHandedIn() {
        Response book = gradebook();

        assertThat(points(book, "anna", "hw1")).isEqualTo("36.00");
        assertThat(points(book, "anna", "hw2")).isEqualTo("30.00");
        assertThat(points(book, "bela", "hw2")).isEqualTo("20.00");
        book.then()
                .body("students.find { it.login == 'cora' }.cells.hw1.standing", equalTo("missing"))
                .body("students.find { it.login == 'cora' }.cells.midterm.standing", equalTo("open"))
                .body("students.find { it.login == 'anna' }.provisional", equalTo(true));
        staff().get(COURSE + "/ledger?student=anna")
                .then()
                .body("balances.find { it.budget == 'theoretical' }.left", equalTo(1))
                .body(
                        "lines.find { it.assignment == 'hw1' }.explanation",
                        equalTo("3 days 1 min late = 4 days; 3 of your 5 theoretical days used, 2 left (at most 3 days"
                                + " for one part); 10 % of the earned points lost for 1 further day"));
    }

    @Test
    void anExtensionChangesWhatItTouchesAndWithdrawingItRestoresEverything() {
        String before = gradebook().asString();
        Map<String, Object> extension =
                decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 2, "reason", "illness"));

        Response preview = preview(extension);
        preview.then()
                .statusCode(200)
                .body("grades", hasSize(1))
                .body("grades[0].student", equalTo("anna"))
                .body("grades[0].assignment", equalTo("hw1"))
                .body("grades[0].after.charged", equalTo(2))
                .body(
                        "grades[0].after.explanation",
                        containsString(", due 2026-03-03 23:59 (12 Esfand 1404) by an extension (illness)"))
                .body("grades.assignment", hasItems("hw1"));
        assertThat(gradebook().asString()).isEqualTo(before);

        Response made = make(with(extension, "preview", preview.path("preview")), "Doctor's note");
        made.then().statusCode(200).body("decisions", hasSize(1));
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("40.00");

        make(Map.of("withdraw", made.path("decisions")), "The note was for another student")
                .then()
                .statusCode(200);
        assertThat(gradebook().asString()).isEqualTo(before);
        staff().get(COURSE + "/changes")
                .then()
                .body("reason", equalTo(List.of("The note was for another student", "Doctor's note")))
                .body("[1].person", equalTo("root"))
                .body(
                        "[1].decisions[0].withdrawnBy",
                        equalTo(staff().get(COURSE + "/changes").path("[0].id")));
    }

    @Test
    void settingsThatChangeGradesAreLookedAtFirst() {
        String before = gradebook().asString();
        Map<String, Object> moved = settings("hw1", DUE.plusSeconds(86_400), 50);

        Response refused = put("hw1", moved);
        refused.then()
                .statusCode(409)
                .body("code", equalTo("CONFLICT"))
                .body("detail", containsString("late days of anna would"))
                .body("detail", containsString("grader term date deep/hw1"))
                .body("outcome.grades.student", equalTo(List.of("anna")))
                .body("outcome.grades[0].after.points", equalTo(40.0f));
        assertThat(gradebook().asString()).isEqualTo(before);

        Map<String, Object> change = Map.of("assignments", List.of(Map.of("assignment", "hw1", "settings", moved)));
        Response preview = preview(change);
        preview.then().statusCode(200).body("preview", equalTo(refused.path("outcome.preview")));
        assertThat(gradebook().asString()).isEqualTo(before);
        make(with(change, "preview", "another"), "Holiday").then().statusCode(409);
        assertThat(gradebook().asString()).isEqualTo(before);

        make(with(change, "preview", preview.path("preview")), "Holiday").then().statusCode(200);
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("40.00");
        staff().get(COURSE + "/audit")
                .then()
                .body("[0].action", equalTo("term changed"))
                .body("[1].action", equalTo("assignment changed"))
                .body("[1].reason", equalTo("Holiday"))
                .body("[1].detail.before.due", equalTo(DUE.toString()));
        staff().get(COURSE + "/changes")
                .then()
                .body("[0].reason", equalTo("Holiday"))
                .body("[0].document.assignments[0].settings.title", equalTo("hw1"));
        make(
                        Map.of(
                                "assignments",
                                List.of(Map.of("assignment", "hw1", "settings", settings("hw1", DUE, 50)))),
                        "No holiday")
                .then()
                .statusCode(200);
        assertThat(gradebook().asString()).isEqualTo(before);
    }

    @Test
    void whatARubricIsWorthChangesGradesToo() {
        String before = gradebook().asString();

        put("hw1", settings("hw1", DUE, 45))
                .then()
                .statusCode(409)
                .body("detail", not(containsString("term date")))
                .body(
                        "outcome.grades.find { it.student == 'bela' && it.assignment == 'hw1' }.after.points",
                        equalTo(45.0f));
        assertThat(gradebook().asString()).isEqualTo(before);
        make(
                        Map.of(
                                "dates",
                                List.of(Map.of("assignment", "hw1", "due", LATER.toString())),
                                "assignments",
                                List.of(Map.of("assignment", "hw1", "settings", settings("hw1", DUE, 45)))),
                        "Twice")
                .then()
                .statusCode(422)
                .body("detail", containsString("'hw1' is changed twice"));
        assertThat(gradebook().asString()).isEqualTo(before);
    }

    @Test
    void settingsThatTouchNobodyAreTakenAsTheyAre() {
        Instant autumn = Instant.parse("2026-09-01T00:00:00Z");
        assignment("hw3", autumn);

        put("hw3", settings("Third homework", autumn.plusSeconds(86_400), 20))
                .then()
                .statusCode(200)
                .body("title", equalTo("Third homework"))
                .body("points", equalTo(20));
        put("hw1", settings("First homework", DUE, 50)).then().statusCode(200).body("title", equalTo("First homework"));
    }

    @Test
    void whoReadSettingsBeforeTheyWereChangedOverwritesNothing() throws Exception {
        Instant autumn = Instant.parse("2026-09-01T00:00:00Z");
        assignment("hw3", autumn);
        String read = staff().get(COURSE + "/assignments/hw3").path("revision");
        make(
                        Map.of(
                                "dates",
                                List.of(Map.of(
                                        "assignment",
                                        "hw3",
                                        "due",
                                        autumn.plusSeconds(60).toString()))),
                        "A minute")
                .then()
                .statusCode(200);
        put("hw3", with(settings("Homework", autumn, 50), "revision", read))
                .then()
                .statusCode(409)
                .body("detail", containsString("Read it again"));

        String fresh = staff().get(COURSE + "/assignments/hw3").path("revision");
        CountDownLatch moved = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> mover =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        sql.count("SELECT 1 AS n FROM course WHERE slug = 'deep' FOR NO KEY UPDATE");
                        sql.update("UPDATE assignment SET due = ? WHERE slug = 'hw3'", autumn.plusSeconds(120));
                        moved.countDown();
                        awaited(sent);
                        untilSomebodyWaits();
                    }));
            awaited(moved);
            Future<Integer> writer = threads.submit(() -> {
                sent.countDown();
                return put("hw3", with(settings("Homework", autumn.plusSeconds(60), 50), "revision", fresh))
                        .statusCode();
            });
            mover.get();
            assertThat(writer.get()).isEqualTo(409);
        }
        staff().get(COURSE + "/assignments/hw3")
                .then()
                .body("due", equalTo(autumn.plusSeconds(120).toString()));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Until another transaction waits for a row that this one holds. */
    private void untilSomebodyWaits() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (sql.count("SELECT count(*) AS n FROM pg_locks WHERE NOT granted") == 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Test
    void theHistoryComesInPages() {
        for (int days = 1; days <= 3; days++) {
            make(decisions("accommodations", Map.of("student", "cora", "days", days)), "Note " + days)
                    .then()
                    .statusCode(200);
        }

        Response newest = staff().get(COURSE + "/changes?limit=2");
        newest.then()
                .body("reason", equalTo(List.of("Note 3", "Note 2")))
                .body("[1].decisions.detail.days", equalTo(List.of(2)));
        staff().get(COURSE + "/changes?limit=2&before=" + newest.path("[1].id"))
                .then()
                .body("reason", equalTo(List.of("Note 1")))
                .body("[0].decisions.detail.days", equalTo(List.of(1)));
        staff().get(COURSE + "/changes?limit=0").then().statusCode(400);
    }

    @Test
    void aDueDateThatIsMovedAndMovedBackRestoresEverything() {
        String before = gradebook().asString();

        Response moved = make(
                Map.of(
                        "dates",
                        List.of(Map.of(
                                "assignment",
                                "hw1",
                                "due",
                                DUE.plusSeconds(86_400).toString()))),
                "Holiday");
        moved.then().statusCode(200).body("grades.student.unique()", equalTo(List.of("anna")));
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("40.00");
        make(Map.of("dates", List.of(Map.of("assignment", "hw1", "due", DUE.toString()))), "No holiday")
                .then()
                .statusCode(200);

        assertThat(gradebook().asString()).isEqualTo(before);
    }

    @Test
    void datesThatAreAddedCanBeTakenAway() {
        String before = gradebook().asString();
        make(
                        Map.of(
                                "dates",
                                List.of(Map.of(
                                        "assignment", "hw1",
                                        "closes", DUE.plusSeconds(3600).toString(),
                                        "checkpoint", DUE.minusSeconds(3600).toString()))),
                        "Hard end")
                .then()
                .statusCode(200);
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("0.00");

        make(Map.of("dates", List.of(Map.of("assignment", "hw1", "without", List.of("closes", "checkpoint")))), "Undo")
                .then()
                .statusCode(200);

        assertThat(gradebook().asString()).isEqualTo(before);
        staff().get(COURSE + "/audit")
                .then()
                .body(
                        "[0].detail.datesBefore[0].closes",
                        equalTo(DUE.plusSeconds(3600).toString()));
        refused(
                Map.of(
                        "dates",
                        List.of(Map.of("assignment", "hw1", "closes", LATER.toString(), "without", List.of("closes")))),
                "leave one out");
    }

    @Test
    void anotherPolicyIsShownFirstAndABudgetBelowItsUseIsNoError() {
        Map<String, Object> policy = Map.of("policy", """
                schema: 1
                title: Half for each day
                after_budget: {per_unit: 50}
                """);

        preview(policy)
                .then()
                .statusCode(200)
                .body("grades.find { it.student == 'bela' && it.assignment == 'hw2' }.after.points", equalTo(10.0f));
        assertThat(points(gradebook(), "bela", "hw2")).isEqualTo("20.00");

        make(
                        decisions(
                                "budget_changes",
                                Map.of("budget", "theoretical", "total", 1, "from", "2026-03-15T00:00:00")),
                        "Fewer days in the second half")
                .then()
                .statusCode(200);
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("36.00");
        assertThat(points(gradebook(), "anna", "hw2")).isEqualTo("27.00");
        preview(policy).then().statusCode(422).body("detail", containsString("there is no budget 'theoretical'"));
    }

    @Test
    void nothingOfAChangeIsMadeWhenAPartOfItIsWrong() {
        String before = gradebook().asString();
        Map<String, Object> dates = Map.of(
                "dates",
                List.of(Map.of(
                        "assignment", "hw1", "due", DUE.plusSeconds(86_400).toString())));

        refused(with(dates, "policy", "schema: 1\ntitle: x\nafter_bugdet: none\n"), "did you mean 'after_budget'");
        refused(
                with(dates, "policy", "schema: 1\ntitle: \"a\\0b\"\nafter_budget: none\n"),
                "late-policy.yaml:2:8: title: has a NUL character");
        refused(
                with(dates, "scheme", "schema: 1\ncomponents: [{id: a, title: A, weight: 120}]\n"),
                "maximum value of 100");
        refused(
                with(dates, "decisions", Map.of("extensions", List.of(Map.of("part", "hw9", "days", 1)))),
                "there is no part 'hw9'; did you mean");
        refused(
                with(
                        dates,
                        "decisions",
                        Map.of("extensions", List.of(Map.of("part", "hw1", "student", "ana", "days", 1)))),
                "there is no student 'ana'; did you mean 'anna'?");
        refused(with(dates, "withdraw", List.of(4711)), "[4711] in this course that hold; see 'grader term history");
        refused(Map.of("dates", List.of(Map.of("assignment", "hw7"))), "There is no assignment 'hw7'");
        make(decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 1)), "First")
                .then()
                .statusCode(200);
        int first = staff().get(COURSE + "/changes").path("[0].decisions[0].id");
        refused(
                decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 2)),
                "'anna' has two extensions of 'hw1'; keep one. Decision " + first
                        + " holds already; withdraw what is not to" + " hold with 'grader term withdraw COURSE " + first
                        + "'");
        make(Map.of("withdraw", staff().get(COURSE + "/changes").path("[0].decisions.id")), "Undo")
                .then()
                .statusCode(200);

        assertThat(gradebook().asString()).isEqualTo(before);
        staff().body(dates).post(COURSE + "/changes").then().statusCode(400).body("detail", containsString("reason"));
        staff().body(Map.of("reason", "none")).post(COURSE + "/changes").then().statusCode(400);
    }

    @Test
    void whatIsNotAsItWasPreviewedIsRefused() {
        Map<String, Object> extension = decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 1));
        String seen = preview(extension).path("preview");
        handIn("anna", "hw1", DUE.plusSeconds(10 * 86_400), 50);

        make(with(extension, "preview", seen), "Illness")
                .then()
                .statusCode(409)
                .body("outcome.grades[0].student", equalTo("anna"));
        assertThat(sql.count("SELECT count(*) AS n FROM change")).isZero();
    }

    @Test
    void whatWasPublishedStaysUntilAChangeIsAccepted() {
        staff().body(Map.of("reason", "graded"))
                .post(COURSE + "/assignments/hw1/publication")
                .then()
                .statusCode(200)
                .body("grades", equalTo(3));
        assertThat(told("anna", "hw1")).isEqualTo("36.00");
        student("anna")
                .get(COURSE + "/grades")
                .then()
                .body("items.find { it.assignment == 'hw2' }.standing", equalTo("unpublished"));

        make(decisions("excused", Map.of("part", "hw1", "student", "cora", "reason", "joined late")), "Joined late");
        make(decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 2)), "Illness");

        assertThat(told("anna", "hw1")).isEqualTo("36.00");
        Response pending = staff().get(COURSE + "/pending");
        pending.then()
                .body("changes.student", equalTo(List.of("anna", "cora")))
                .body("changes[0].published", equalTo(36))
                .body("changes[0].points", equalTo(40.0f))
                .body("changes[1].publishedStanding", equalTo("missing"))
                .body("changes[1].standing", equalTo("excused"));
        staff().body(Map.of("reason", "x", "pending", "another"))
                .post(COURSE + "/pending/accept")
                .then()
                .statusCode(409);
        staff().body(Map.of("reason", "Doctor's note", "pending", pending.path("id"), "students", List.of("anna")))
                .post(COURSE + "/pending/accept")
                .then()
                .statusCode(200)
                .body("grades", equalTo(1));
        assertThat(told("anna", "hw1")).isEqualTo("40.00");
        assertThat(told("cora", "hw1")).isEqualTo("null");
        staff().get(COURSE + "/pending").then().body("changes.student", equalTo(List.of("cora")));
        staff().get(COURSE + "/audit")
                .then()
                .body("[0].action", equalTo("changed grades accepted"))
                .body("[0].reason", equalTo("Doctor's note"))
                .body("[0].person", equalTo("root"))
                .body("action", hasItems("term changed", "grades published"));
    }

    @Test
    void anotherCourseHasAHistoryOfItsOwn() {
        make(decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 2)), "Illness");
        workplace.course("other");
        staff().get("/api/v1/courses/other/changes").then().statusCode(200).body("size()", equalTo(0));
        staff().get(COURSE + "/changes").then().body("size()", equalTo(1));
    }

    @Test
    void onlyWhatIsThereIsAcceptedAndNothingIsNoEventOfTheTerm() {
        publish("hw1").then().body("grades", equalTo(3));
        publish("hw1").then().body("grades", equalTo(0));
        make(decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 2)), "Illness");

        accept(Map.of("students", List.of("anna", "ana", "root")))
                .then()
                .statusCode(400)
                .body("detail", containsString("no students of this course: "))
                .body("detail", containsString("ana"));
        accept(Map.of("assignments", List.of("hw1", "hw9")))
                .then()
                .statusCode(400)
                .body("detail", containsString("does not have these assignments: hw9. It has"));
        accept(Map.of("students", List.of())).then().statusCode(400);
        accept(Map.of("students", List.of("bela"), "assignments", List.of("hw1", "hw1")))
                .then()
                .statusCode(200)
                .body("grades", equalTo(0));

        assertThat(told("anna", "hw1")).isEqualTo("36.00");
        staff().get(COURSE + "/audit")
                .then()
                .body("findAll { it.action == 'grades published' }", hasSize(1))
                .body("findAll { it.action == 'changed grades accepted' }", hasSize(0));
    }

    private Response publish(String assignment) {
        return staff().body(Map.of("reason", "graded")).post(COURSE + "/assignments/" + assignment + "/publication");
    }

    private Response accept(Map<String, Object> wanted) {
        return staff().body(with(wanted, "reason", "regraded")).post(COURSE + "/pending/accept");
    }

    @Test
    void staffSeeWhoIsNearlyOut() {
        staff().get(COURSE + "/ledgers?left=1").then().body("student", equalTo(List.of("anna")));
        staff().get(COURSE + "/ledgers").then().body("student", equalTo(List.of("anna", "bela", "cora")));
    }

    @Test
    void studentsAskOnlyWhereThePolicyLetsThem() {
        student("anna")
                .body(Map.of("units", 2))
                .put(COURSE + "/assignments/hw1/claim")
                .then()
                .statusCode(409)
                .body("detail", containsString("nobody has to ask"));
        make(Map.of("policy", """
                schema: 1
                title: Ask afterwards
                budgets: [{name: slack, amount: 5}]
                use: retroactive
                after_budget: {per_unit: 10}
                """), "New policy").then().statusCode(200);
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("24.00");

        student("anna")
                .body(Map.of("units", 3))
                .put(COURSE + "/assignments/hw1/claim")
                .then()
                .statusCode(200)
                .body("grades", hasSize(1));
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("36.00");
        student("anna")
                .body(Map.of("units", 0))
                .put(COURSE + "/assignments/hw1/claim")
                .then()
                .statusCode(200)
                // what is left out of the answer could be found from a digest of all
                .body("preview", emptyString());
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("24.00");
    }

    @Test
    void askingForTheSameAgainIsNoChangeAndNobodyAsksForEver() {
        make(Map.of("policy", """
                schema: 1
                title: Ask afterwards
                budgets: [{name: slack, amount: 5}]
                use: retroactive
                after_budget: {per_unit: 10}
                """), "New policy").then().statusCode(200);
        for (int i = 0; i < 50; i++) {
            for (int again = 0; again < 2; again++) {
                student("anna")
                        .body(Map.of("units", i % 2))
                        .put(COURSE + "/assignments/hw1/claim")
                        .then()
                        .statusCode(200)
                        .body("change", again == 0 ? notNullValue() : nullValue());
            }
        }
        student("anna")
                .body(Map.of("units", 2))
                .put(COURSE + "/assignments/hw1/claim")
                .then()
                .statusCode(409)
                .body("detail", containsString("You have changed this 50 times"));
        assertThat(sql.count("SELECT count(*) AS n FROM decision WHERE kind = 'CLAIM'"))
                .isEqualTo(50);
    }

    @Test
    void theSameAsAnEarlierOneThatHoldsNoLongerIsAChange() {
        make(Map.of("policy", """
                schema: 1
                title: Ask afterwards
                budgets: [{name: slack, amount: 5}]
                use: retroactive
                after_budget: {per_unit: 10}
                """), "New policy").then().statusCode(200);
        claim(3).body("change", notNullValue());
        // made later, and asked earlier: the one above holds
        Map<String, Object> earlier = Map.of("part", "hw1", "student", "anna", "units", 1, "at", "2026-05-31T23:00:00");
        make(decisions("claims", earlier), "By telephone").then().statusCode(200);

        claim(3).body("change", nullValue());
        claim(1).body("change", notNullValue());
        assertThat(points(gradebook(), "anna", "hw1")).isEqualTo("28.00");
    }

    private ValidatableResponse claim(int units) {
        return student("anna")
                .body(Map.of("units", units))
                .put(COURSE + "/assignments/hw1/claim")
                .then()
                .statusCode(200);
    }

    @Test
    void aChoiceIsOfOnesOwnSubmissionForThatAssignment() {
        make(Map.of("policy", """
                schema: 1
                title: The chosen one counts
                counted: chosen
                after_budget: {per_unit: 10}
                """), "New policy").then().statusCode(200);
        for (UUID other : List.of(submission("bela", "hw1"), submission("anna", "hw2"), UUID.randomUUID())) {
            student("anna")
                    .body(Map.of("submission", other))
                    .put(COURSE + "/assignments/hw1/choice")
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("You have no submission '" + other + "' for 'hw1'"))
                    .body("detail", containsString("grader submissions deep/hw1"));
        }
        student("anna")
                .body(Map.of("submission", submission("anna", "hw1")))
                .put(COURSE + "/assignments/hw1/choice")
                .then()
                .statusCode(200);
        assertThat(sql.count("SELECT count(*) AS n FROM decision WHERE kind = 'CHOICE'"))
                .isEqualTo(1);
    }

    @Test
    void staffAskForNoDaysAndChooseNothing() {
        make(Map.of("policy", """
                schema: 1
                title: Ask afterwards
                budgets: [{name: slack, amount: 5}]
                use: retroactive
                after_budget: {per_unit: 10}
                """), "New policy").then().statusCode(200);

        staff().body(Map.of("units", 1))
                .put(COURSE + "/assignments/hw1/claim")
                .then()
                .statusCode(409)
                .body("detail", containsString("you are staff of 'deep'"));
        assertThat(sql.count("SELECT count(*) AS n FROM decision WHERE kind = 'CLAIM'"))
                .isZero();
    }

    @Test
    void aMomentWithoutItsZoneIsInThatOfTheCourse() {
        String local = "2026-12-01T23:59:00";
        String utc = "2026-12-01T20:29:00Z";
        put("hw3", with(settings("hw3", LATER, 50), "due", local))
                .then()
                .statusCode(201)
                .body("due", equalTo(utc));
        put("hw3", with(settings("hw3", LATER, 50), "due", "2026-12-02 00:00:00.9"))
                .then()
                .statusCode(200)
                .body("due", equalTo("2026-12-01T20:30:00Z"));
        Map<String, Object> inTehran = dates("hw1", local);
        String preview = preview(inTehran).path("preview");
        assertThat(preview(dates("hw1", utc)).<String>path("preview")).isEqualTo(preview);
        make(with(inTehran, "preview", preview), "Holiday").then().statusCode(200);
        staff().get(COURSE + "/assignments/hw1").then().body("due", equalTo(utc));
        staff().get(COURSE + "/changes").then().body("[0].document.dates[0].due", equalTo(utc));
        Map<String, Object> settings = with(settings("hw1", DUE, 50), "due", "2026-12-03T23:59:00");
        make(Map.of("assignments", List.of(Map.of("assignment", "hw1", "settings", settings))), "Another")
                .then()
                .statusCode(200);
        staff().get(COURSE + "/assignments/hw1").then().body("due", equalTo("2026-12-03T20:29:00Z"));
    }

    @Test
    void aMomentThatIsNoneIsExplained() {
        preview(dates("hw1", "tomorrow"))
                .then()
                .statusCode(400)
                .body(
                        "detail",
                        equalTo(
                                "'dates.[0].due': there is no moment 'tomorrow'; write 2026-11-30T23:59:59, which is in the"
                                        + " time zone of the course, or with a zone 2026-11-30T23:59:59+03:30."));
        // the last time that the clocks of Tehran were put forward
        preview(dates("hw1", "2022-03-22T00:30:00"))
                .then()
                .statusCode(422)
                .body(
                        "detail",
                        containsString(
                                "due of hw1: '2022-03-22T00:30' is skipped by the clocks of Asia/Tehran, which go"
                                        + " from 2022-03-22T00:00 to 2022-03-22T01:00"));
        put("hw1", with(settings("hw1", DUE, 50), "due", "2022-03-22T00:30:00"))
                .then()
                .statusCode(422)
                .body("detail", containsString("due: '2022-03-22T00:30' is skipped"));
        put("hw1", with(settings("hw1", DUE, 50), "due", 1_767_225_600))
                .then()
                .statusCode(400)
                .body("detail", containsString("due"));
    }

    @Test
    void aCourseInAnotherZoneHasOtherDaysOfTheWallClockAndTheSameDueDates() {
        // in New York the clocks go forward the morning after
        Instant due = Instant.parse("2026-03-07T20:29:00Z");
        assignment("hw5", due);
        handIn("cora", "hw5", due.plusSeconds(23 * 3_600 + 1_800), 40);
        make(Map.of("policy", """
                schema: 1
                title: Days end by the clock on the wall
                days: wall_clock
                after_budget: {per_unit: 10}
                """), "Policy").then().statusCode(200);
        String until = "2026-09-01T00:00:00";
        long extension = ((Number) make(
                                decisions(
                                        "extensions",
                                        Map.of("part", "hw2", "student", "cora", "until", until, "reason", "ill")),
                                "Ill")
                        .path("decisions[0]"))
                .longValue();
        String before = gradebook().asString();
        assertThat(points(gradebook(), "cora", "hw5")).isEqualTo("36.00");

        Map<String, Object> moved = Map.of("course", Map.of("timeZone", "America/New_York"));
        Response preview = preview(moved);
        preview.then()
                .statusCode(200)
                .body("grades.student", equalTo(List.of("cora")))
                .body("grades[0].assignment", equalTo("hw5"))
                .body("grades[0].after.points", equalTo(32.0f))
                .body(
                        "notes",
                        equalTo(List.of("Times without a zone in the decisions " + extension
                                + " were in Asia/Tehran, and are in America/New_York then.")));
        assertThat(gradebook().asString()).isEqualTo(before);
        make(with(moved, "preview", preview.path("preview")), "The course moved")
                .then()
                .statusCode(200);

        assertThat(points(gradebook(), "cora", "hw5")).isEqualTo("32.00");
        staff().get(COURSE + "/assignments/hw5").then().body("due", equalTo(due.toString()));
        staff().get(COURSE).then().body("timeZone", equalTo("America/New_York"));
        staff().get(COURSE + "/audit")
                .then()
                .body("[0].reason", equalTo("The course moved"))
                .body("[0].detail.courseBefore.timeZone", equalTo("Asia/Tehran"));
        make(Map.of("course", Map.of("timeZone", "Asia/Tehran")), "And back")
                .then()
                .statusCode(200);
        assertThat(gradebook().asString()).isEqualTo(before);
    }

    @Test
    void theTimeZoneIsThatOfTheMomentWhenTheCourseIsLocked() {
        Instant due = Instant.parse("2026-03-07T20:29:00Z");
        assignment("hw5", due);
        handIn("cora", "hw5", due.plusSeconds(23 * 3_600 + 1_800), 40);
        make(Map.of("policy", """
                schema: 1
                title: Days end by the clock on the wall
                days: wall_clock
                after_budget: {per_unit: 10}
                """), "Policy").then().statusCode(200);

        whileTheCourseMoves(() -> staff().contentType("text/csv")
                        .body("student,hw5\ncora,32\n")
                        .post(COURSE + "/gradebook.csv?preview=false"))
                .then()
                .statusCode(200)
                .body("changes", empty());
        whileTheCourseMoves(
                        () -> staff().body(Map.of("reason", "graded")).post(COURSE + "/assignments/hw5/publication"))
                .then()
                .statusCode(200);
        assertThat(told("cora", "hw5")).isEqualTo("32.00");
        whileTheCourseMoves(() -> staff().body(Map.of("reason", "accepted")).post(COURSE + "/pending/accept"))
                .then()
                .statusCode(200)
                .body("grades", equalTo(0));

        Map<String, Object> local = with(settings("Local", LATER, 50), "due", "2026-12-01T12:00:00");
        whileTheCourseMoves(() -> put("hw6", local))
                .then()
                .statusCode(201)
                .body("due", equalTo("2026-12-01T17:00:00Z"));
        Map<String, Object> change = Map.of("assignments", List.of(Map.of("assignment", "hw1", "settings", local)));
        String preview = whileTheCourseMoves(() -> preview(change)).path("preview");
        assertThat(preview(change).<String>path("preview")).isEqualTo(preview);
    }

    /** Sends what waits for a course that is in Tehran, and gives that the time zone of New York meanwhile. */
    private Response whileTheCourseMoves(Supplier<Response> request) {
        sql.update("UPDATE course SET time_zone = 'Asia/Tehran' WHERE slug = 'deep'");
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Response> sent = QuarkusTransaction.requiringNew().call(() -> {
                sql.update("UPDATE course SET time_zone = 'America/New_York' WHERE slug = 'deep'");
                Future<Response> sending = thread.submit(request::get);
                untilSomebodyWaits();
                return sending;
            });
            return sent.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void titleAndSecondCalendarAreChangedAndNoGradeWithThem() {
        String before = gradebook().asString();
        make(Map.of("course", Map.of("title", " Deep learning ", "secondCalendar", "none")), "Announced so")
                .then()
                .statusCode(200)
                .body("grades", empty())
                .body("notes", empty());
        staff().get(COURSE)
                .then()
                .body("title", equalTo("Deep learning"))
                .body("secondCalendar", nullValue())
                .body("timeZone", equalTo("Asia/Tehran"));
        Map<String, Object> extension =
                decisions("extensions", Map.of("part", "hw1", "student", "anna", "days", 2, "reason", "illness"));
        preview(extension)
                .then()
                .body("grades[0].after.explanation", containsString(", due 2026-03-03 23:59 by an extension"));
        // shown as the course will have it
        preview(with(extension, "course", Map.of("secondCalendar", "SOLAR_HIJRI")))
                .then()
                .body("grades[0].after.explanation", containsString(", due 2026-03-03 23:59 (12 Esfand 1404) by"));
        make(Map.of("course", Map.of("secondCalendar", "SOLAR_HIJRI")), "For Tehran")
                .then()
                .statusCode(200);
        staff().get(COURSE)
                .then()
                .body("title", equalTo("Deep learning"))
                .body("secondCalendar", equalTo("SOLAR_HIJRI"));
        assertThat(gradebook().asString()).isEqualTo(before);
    }

    @Test
    void aCourseIsChangedByItsInstructorsAndToWhatThereIs() {
        refused(Map.of("course", Map.of("timeZone", "Asia/Teheran")), "no time zone; did you mean 'Asia/Tehran'?");
        refused(Map.of("course", Map.of("timeZone", "home")), "write one like Asia/Tehran or Europe/Berlin.");
        refused(Map.of("course", Map.of("timeZone", "+03:30")), "'+03:30' is no time zone");
        refused(Map.of("course", Map.of("secondCalendar", "maya")), "there are SOLAR_HIJRI and NONE.");
        refused(Map.of("course", Map.of("title", " ")), "needs a title");
        make(Map.of("course", Map.of()), "Nothing").then().statusCode(400);

        workplace.person("tara", Role.TA);
        staff().body(Map.of("role", "ta")).put(COURSE + "/members/tara").then().statusCode(200);
        for (String address : List.of("/changes", "/changes/preview")) {
            given().auth()
                    .oauth2(workplace.token("tara", Role.TA))
                    .contentType(ContentType.JSON)
                    .body(Map.of("course", Map.of("title", "Mine"), "reason", "I like it"))
                    .post(COURSE + address)
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("Only an instructor"));
        }
        staff().get(COURSE).then().body("title", not(equalTo("Mine")));
    }

    private static Map<String, Object> dates(String assignment, String due) {
        return Map.of("dates", List.of(Map.of("assignment", assignment, "due", due)));
    }

    @Test
    void anAssignmentThatWasDueAlreadyIsNotedAndInTheHistory() {
        put("past", settings("past", Instant.parse("2020-01-01T00:00:00Z"), 10))
                .then()
                .statusCode(201)
                .body("notes", hasItem(containsString("'past' is due already")))
                .body("notes", hasItem(containsString("grader term date deep/past --due")));
        put("later", settings("later", LATER.plusSeconds(86_400 * 365), 10))
                .then()
                .statusCode(201)
                .body("notes", not(hasItem(containsString("is due already"))));
        staff().get(COURSE + "/audit")
                .then()
                .body("findAll { it.action == 'assignment made' }.subject", contains("past", "hw2", "hw1"));
    }

    @Test
    void settingsThatComeByAChangeAreNotedLikeThoseThatArePut() {
        String past = "2026-05-01T00:00:00Z";
        put("hw3", settings("hw3", LATER.plusSeconds(86_400 * 365), 50))
                .then()
                .statusCode(201)
                .body("notes", nullValue());
        Map<String, Object> typedIn = new HashMap<>(settings("hw3", Instant.parse(past), 50));
        typedIn.putAll(Map.of("rubric", List.of(), "points", 50, "category", "practial"));
        Map<String, Object> change = Map.of("assignments", List.of(Map.of("assignment", "hw3", "settings", typedIn)));
        List<Matcher<? super String>> wanted = List.of(
                containsString("none for 'practial', the category of hw3"),
                containsString("'hw3' is due already: it counts as missing"),
                containsString("'hw3' has no rubric, so that its grades can only be typed in"));
        preview(change).then().statusCode(200).body("grades", hasSize(3)).body("notes", contains(wanted));
        put("hw3", typedIn).then().statusCode(409).body("outcome.notes", contains(wanted));
        make(change, "Typed in").then().statusCode(200).body("notes", contains(wanted));

        // what holds already is told again with the settings, as their author has written them once more; what is over
        // is not news
        preview(change).then().body("notes", contains(wanted.get(0), wanted.get(2)));
        put("hw3", typedIn).then().statusCode(200).body("notes", contains(wanted.get(0), wanted.get(2)));

        preview(dates("hw3", "2026-05-02T00:00:00Z")).then().body("notes", empty());
        typedIn.remove("due");
        put("hw4", with(typedIn, "category", "theoretical"))
                .then()
                .statusCode(201)
                .body("notes", nullValue());
        preview(dates("hw4", past))
                .then()
                .body("notes", contains(containsString("'hw4' is due already"), containsString("'hw4' has no rubric")));
    }

    @Test
    void aCategoryThatThePolicyDoesNotKnowIsNoted() {
        String note =
                "The late policy has budgets for practical and theoretical, and none for 'practial', the category of"
                        + " hw3: no slack days there. Did you mean 'practical'?";
        put("hw3", with(settings("hw3", LATER.plusSeconds(86_400 * 365), 50), "category", "practial"))
                .then()
                .statusCode(201)
                .body("notes", hasItem(note));
        put("hw4", settings("hw4", LATER.plusSeconds(86_400 * 365), 50))
                .then()
                .statusCode(201)
                .body("notes", nullValue());
        gradebook().then().body("notes", hasItem(note));

        preview(Map.of("policy", """
                schema: 1
                title: One budget
                budgets: [{name: slack, amount: 5, categories: [theoretcal]}]
                after_budget: zero
                """))
                .then()
                .body(
                        "notes",
                        equalTo(List.of(
                                "The late policy has budgets for theoretcal, and none for 'practial', the category of hw3:"
                                        + " no slack days there.",
                                "The late policy has budgets for theoretcal, and none for 'theoretical', the category of"
                                        + " hw1, hw2 and hw4: no slack days there. Did you mean 'theoretcal'?",
                                "The budget 'slack' is for the category 'theoretcal', which no assignment has.")));
        preview(Map.of("dates", List.of(Map.of("assignment", "hw3", "category", "practical"))))
                .then()
                .body("notes", empty());
        preview(decisions("excused", Map.of("part", "hw1", "student", "anna", "reason", "ill")))
                .then()
                .body("notes", empty());
    }

    private UUID submission(String login, String slug) {
        return sql.list("""
                        SELECT submission.id FROM submission JOIN person ON person.id = student_id
                        JOIN assignment ON assignment.id = assignment_id WHERE login = ? AND slug = ?
                        """, row -> row.uuid("id"), login, slug).getFirst();
    }

    private void assignment(String slug, Instant due) {
        put(slug, settings(slug, due, 50)).then().statusCode(201);
    }

    private Response put(String slug, Map<String, Object> settings) {
        return staff().body(settings).put(COURSE + "/assignments/" + slug);
    }

    private static Map<String, Object> settings(String title, Instant due, int points) {
        return Map.of(
                "title",
                title,
                "category",
                "theoretical",
                "kind",
                "file",
                "due",
                due.toString(),
                "rubric",
                List.of(Map.of("id", "all", "title", "All", "points", points, "description", "")));
    }

    /** A document that was handed in and graded. */
    private void handIn(String login, String slug, Instant at, int points) {
        UUID id = UUID.randomUUID();
        String digest = Sha256.of(id.toString());
        sql.update("""
                INSERT INTO submission (id, assignment_id, student_id, attempt, submitted_at, accepted_at, sha256, size,
                                        file_name, collaborators, state, receipt)
                SELECT ?, assignment.id, person.id,
                       (SELECT count(*) + 1 FROM submission
                        WHERE assignment_id = assignment.id AND student_id = person.id),
                       ?, ?, ?, 1, 'a.pdf', '[]', 'HANDED_IN', ?
                FROM assignment, person WHERE assignment.slug = ? AND person.login = ?
                """, id, at, at, digest, digest, slug, login);
        sql.update("INSERT INTO submission_member SELECT id, student_id FROM submission WHERE id = ?", id);
        sql.update("""
                INSERT INTO rubric_mark (assignment_id, student_id, grader_id, submission_id, item, points, comment)
                SELECT submission.assignment_id, submission.student_id, root.id, submission.id, 'all', ?, ''
                FROM submission, person root WHERE submission.id = ? AND root.login = 'root'
                """, points, id);
        sql.update("""
                INSERT INTO rubric_release (assignment_id, student_id, grader_id, last_mark_id)
                SELECT assignment_id, student_id, grader_id, id FROM rubric_mark ORDER BY id DESC LIMIT 1
                """);
    }

    private static Map<String, Object> decisions(String section, Map<String, Object> decision) {
        return Map.of("decisions", Map.of(section, List.of(decision)));
    }

    private static Map<String, Object> with(Map<String, Object> change, String name, Object value) {
        Map<String, Object> whole = new HashMap<>(change);
        whole.put(name, value);
        return whole;
    }

    private Response preview(Map<String, Object> change) {
        return staff().body(change).post(COURSE + "/changes/preview");
    }

    private Response make(Map<String, Object> change, String reason) {
        return staff().body(with(change, "reason", reason)).post(COURSE + "/changes");
    }

    private void refused(Map<String, Object> change, String why) {
        make(change, "wrong").then().statusCode(422).body("detail", containsString(why));
    }

    private Response gradebook() {
        return staff().get(COURSE + "/gradebook");
    }

    private static String points(Response gradebook, String student, String assignment) {
        Object points =
                gradebook.path("students.find { it.login == '" + student + "' }.cells." + assignment + ".points");
        return String.format(Locale.ROOT, "%.2f", ((Number) points).doubleValue());
    }

    private String told(String student, String assignment) {
        Object points = student(student)
                .get(COURSE + "/grades")
                .path("items.find { it.assignment == '" + assignment + "' }.points");
        return points == null ? "null" : String.format(Locale.ROOT, "%.2f", ((Number) points).doubleValue());
    }

    private RequestSpecification staff() {
        return given().auth().oauth2(workplace.token("root", Role.ADMIN)).contentType(ContentType.JSON);
    }

    private RequestSpecification student(String login) {
        return given().auth().oauth2(workplace.token(login, Role.STUDENT)).contentType(ContentType.JSON);
    }
}
