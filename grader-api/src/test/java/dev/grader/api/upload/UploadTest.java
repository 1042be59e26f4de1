package dev.grader.api.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.api.term.CourseLock;
import dev.grader.api.time.MovedClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class UploadTest {
    /** 13:00 in Tehran. */
    private static final String NOON = "2026-11-21T09:30:00Z";

    @Inject
    Workplace workplace;

    @Inject
    MovedClock clock;

    @Inject
    Sql sql;

    @Inject
    CourseLock courseLock;

    @ConfigProperty(name = "grader.data")
    Path data = Path.of("");

    private Student ali = new Student("", "", "");
    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() throws IOException {
        clock.release();
        workplace.clear();
        for (String left : files("uploads")) {
            Files.delete(data.resolve("uploads").resolve(left));
        }
        worker = workplace.worker("worker-1");
        workplace.publishedCourse("deep", worker);
        member("ali", "student");
        ali = student("ali");
        clock.stopAt(NOON);
    }

    @AfterEach
    void releaseClock() {
        clock.release();
    }

    @Test
    void anAcceptedZipGivesAReceiptAndIsStoredByItsDigest() {
        byte[] zip = Zips.solution("receipt");
        Response submitted = ali.submit(zip);
        String sha256 = digest(zip);

        submitted
                .then()
                .statusCode(202)
                .body("state", equalTo("QUEUED"))
                .body("attempt", equalTo(1))
                .body("submittedAt", equalTo(NOON))
                .body("student", equalTo("ali"))
                .body("collaborators", hasItem("Sara"))
                .body("receipt.sha256", equalTo(sha256))
                .body("receipt.size", equalTo(zip.length))
                .body("receipt.submission", equalTo(submitted.path("id")))
                .body("suiteVersion", equalTo(1))
                .body("result", equalTo(null));
        assertThat(blobs()).contains(sha256);
        assertThat(staged()).isEmpty();
    }

    @Test
    void aFolderAroundEverythingIsTakenOff() {
        byte[] zip = Zips.of("hw1/model.py", "pass", "hw1/extra/notes.txt", "notes");
        Response announced = ali.announce(zip);

        ali.send(announced.path("id"), zip)
                .then()
                .statusCode(200)
                .body("files", equalTo(List.of("extra/notes.txt", "model.py")));
    }

    @Test
    void theOnlyRequiredFileNeedsNoZip() {
        byte[] code = "import torch".getBytes(StandardCharsets.UTF_8);
        Response announced = ali.announce("my model (3).py", code);
        String upload = announced.path("id");

        ali.send(upload, code).then().statusCode(200).body("files", equalTo(List.of("model.py")));
        ali.agree(upload, announced.path("quote.id")).then().statusCode(202);
        String other = ali.announce("model.ipynb", code).path("id");
        ali.send(other, code).then().statusCode(422).body("code", equalTo("NOT_AN_ARCHIVE"));
    }

    static Stream<Arguments> badZips() {
        return Stream.of(
                Arguments.of("text", "no zip at all".getBytes(StandardCharsets.UTF_8), 422, "NOT_AN_ARCHIVE"),
                Arguments.of("truncated", Zips.truncated(), 422, "ARCHIVE_TRUNCATED"),
                Arguments.of("traversal", Zips.of("model.py", "", "../x.py", ""), 422, "ARCHIVE_UNSAFE_PATH"),
                Arguments.of("absolute", Zips.of("model.py", "", "/etc/x", ""), 422, "ARCHIVE_UNSAFE_PATH"),
                Arguments.of("link", Zips.symbolicLink(), 422, "ARCHIVE_UNSAFE_ENTRY"),
                Arguments.of("same name twice", Zips.twice("model.py"), 422, "ARCHIVE_DUPLICATE_NAME"),
                Arguments.of("bomb by ratio", Zips.bombByRatio(), 422, "ARCHIVE_RATIO"),
                Arguments.of("bomb by count", Zips.bombByCount(), 422, "ARCHIVE_TOO_MANY_ENTRIES"),
                Arguments.of("unpacks too large", Zips.tooLarge(), 413, "ARCHIVE_TOO_LARGE"),
                Arguments.of("other file", Zips.of("modle.py", "pass"), 422, "REQUIRED_FILE_MISSING"),
                Arguments.of("in a folder", Zips.of("a/model.py", "", "b/x", ""), 422, "REQUIRED_FILE_MISSING"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badZips")
    void aBadZipIsRefusedByItsOwnCodeAndLeavesNothing(String name, byte[] zip, int status, String code) {
        Set<String> before = blobs();
        Response announced = ali.announce(zip);
        announced.then().statusCode(201);
        String upload = announced.path("id");

        ali.send(upload, zip)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("fault", equalTo("STUDENT"))
                .body("detail", not(containsString("Exception")));
        assertNothingIsLeft(before);
        ali.send(upload, Zips.solution("x")).then().statusCode(404);
        ali.submit(Zips.solution("no attempt was used")).then().body("attempt", equalTo(1));
    }

    @Test
    void aMissingFileIsNamedAndSoIsWhatWasFound() {
        byte[] zip = Zips.of("modle.py", "pass");

        ali.send(ali.announce(zip).path("id"), zip)
                .then()
                .body("missing", equalTo(List.of("model.py")))
                .body("found", equalTo(List.of("modle.py")))
                .body("detail", containsString("modle.py"));
    }

    @Test
    void bytesThatWereNotAnnouncedAreRefused() {
        Set<String> before = blobs();
        byte[] announced = Zips.solution("one");
        for (byte[] other : List.of(Zips.solution("two"), Zips.solution("longer than it"), new byte[3])) {
            ali.send(ali.announce(announced).path("id"), other)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("UPLOAD_DIFFERS"));
        }
        assertNothingIsLeft(before);
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeTheBytesCome() {
        ali.announce(50_000_001, Sha256.of("large")).then().statusCode(413).body("code", equalTo("UPLOAD_TOO_LARGE"));
        ali.announce(50_000_000, Sha256.of("large")).then().statusCode(201);
    }

    @Test
    void whatCannotBeSubmittedIsRefusedBeforeTheBytesCome() {
        settings(Map.of("closes", "2026-11-21T09:29:59Z", "due", "2026-11-21T09:00:00Z"));
        refuse(403, "ASSIGNMENT_CLOSED");
        new Student(workplace.token("ali", Role.STUDENT), "deep", "other")
                .announce(Zips.solution("x"))
                .then()
                .statusCode(404)
                .body("code", equalTo("ASSIGNMENT_UNKNOWN"))
                .body(
                        "detail",
                        startsWith("Course 'deep' has no assignment 'other'. It has lenet, final-exam, hw1-practice, "))
                .body("assignments", hasItem("lenet"));
        putAssignment("unready", Map.of());
        new Student(workplace.token("ali", Role.STUDENT), "deep", "unready")
                .announce(Zips.solution("x"))
                .then()
                .statusCode(409)
                .body("code", equalTo("NO_SUITE_PUBLISHED"));
    }

    @Test
    void attemptsOfADayEndWithTheDayOfTheCourse() {
        settings(Map.of("attemptsPerDay", 1));
        ali.submit(Zips.solution("today")).then().statusCode(202);
        refuse(429, "ATTEMPTS_USED_UP")
                .then()
                // Midnight in Tehran, which is 3:30 ahead.
                .body("availableAt", equalTo("2026-11-21T20:30:00Z"));
        clock.stopAt("2026-11-21T20:29:59Z");
        refuse(429, "ATTEMPTS_USED_UP");
        clock.stopAt("2026-11-21T20:30:00Z");
        ali.submit(Zips.solution("tomorrow")).then().statusCode(202);
    }

    @Test
    void attemptsInTotalDoNotCountSystemErrors() {
        settings(Map.of("attemptsTotal", 2));
        ali.submit(Zips.solution("1")).then().statusCode(202);
        ali.submit(Zips.solution("2")).then().statusCode(202);
        refuse(429, "ATTEMPTS_USED_UP");
        sql.update("UPDATE submission SET state = 'SYSTEM_ERROR' WHERE attempt = 2");
        ali.submit(Zips.solution("3")).then().statusCode(202).body("attempt", equalTo(3));
    }

    @Test
    void betweenTwoSubmissionsThereIsACoolDown() {
        settings(Map.of("coolDownSeconds", 600));
        ali.submit(Zips.solution("1")).then().statusCode(202);
        clock.forward(Duration.ofSeconds(599));
        refuse(429, "COOL_DOWN").then().body("availableAt", equalTo("2026-11-21T09:40:00Z"));
        clock.forward(Duration.ofSeconds(1));
        ali.submit(Zips.solution("2")).then().statusCode(202);
    }

    @Test
    void parallelSubmitsCannotUseMoreThanTheAttempts() throws Exception {
        settings(Map.of("attemptsTotal", 2));
        Map<String, String> ready = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            byte[] zip = Zips.solution("parallel " + i);
            Response announced = ali.announce(zip);
            ali.send(announced.path("id"), zip).then().statusCode(200);
            ready.put(announced.path("id"), announced.path("quote.id"));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Integer>> answers = new ArrayList<>();
            ready.forEach((upload, quote) ->
                    answers.add(threads.submit(() -> ali.agree(upload, quote).statusCode())));
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(202, 202, 429, 429, 429, 429);
        assertThat(sql.count("SELECT count(*) AS n FROM submission")).isEqualTo(2);
        assertThat(sql.count("SELECT count(*) AS n FROM job WHERE kind = 'GRADE'"))
                .isEqualTo(2);
    }

    @Test
    void theSameBytesWhileTheyWaitAreTheSameSubmission() {
        settings(Map.of("attemptsTotal", 1));
        byte[] zip = Zips.solution("same");
        String first = ali.submit(zip).path("id");

        assertThat(ali.submit(zip).<String>path("id")).isEqualTo(first);
        assertThat(sql.count("SELECT count(*) AS n FROM submission")).isEqualTo(1);
    }

    @Test
    void theSameBytesOfAnotherTeamAreWorkOfTheirs() {
        settings(Map.of("teamSet", "pairs"));
        member("ben", "student");
        member("cem", "student");
        team("one", "ali", "ben");
        byte[] zip = Zips.solution("same");
        String first = ali.submit(zip).path("id");
        assertThat(student("ben").submit(zip).<String>path("id")).isEqualTo(first);

        team("one", "ali");
        team("two", "ben", "cem");
        String second = student("ben").submit(zip).path("id");

        assertThat(second).isNotEqualTo(first);
        assertThat(student("cem").submit(zip).<String>path("id")).isEqualTo(second);
        assertThat(ali.submit(zip).<String>path("id")).isEqualTo(first);
    }

    /** What is agreed to is what the assignment and the term are: whoever changes them comes before or after. */
    @Test
    void aSubmissionWaitsForAChangeOfTheCourseAndIsJudgedByIt() throws Exception {
        byte[] zip = Zips.solution("meanwhile");
        Response announced = ali.announce(zip);
        ali.send(announced.path("id"), zip);
        long course = sql.count("SELECT id AS n FROM course WHERE slug = 'deep'");
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<Response> submitted = QuarkusTransaction.requiringNew().call(() -> {
                courseLock.take(course);
                Future<Response> waiting =
                        threads.submit(() -> ali.agree(announced.path("id"), announced.path("quote.id")));
                sql.count("SELECT 1 AS n FROM pg_sleep(1)"); // the submission is on its way, or has gone past the lock
                sql.update("UPDATE assignment SET kind = 'NONE', points = 10 WHERE slug = 'lenet'");
                return waiting;
            });
            submitted.get().then().statusCode(409).body("detail", containsString("Nothing is handed in"));
        }
        assertThat(sql.count("SELECT count(*) AS n FROM submission")).isZero();
    }

    /** It changes nothing, and takes long where there are many grades. What comes meanwhile is no part of what it shows. */
    @Test
    void aSubmissionDoesNotWaitForAPreviewOfOtherSettings() throws Exception {
        byte[] zip = Zips.solution("meanwhile");
        Response announced = ali.announce(zip);
        ali.send(announced.path("id"), zip);
        Map<String, Object> settings = lenet(Map.of("due", "2027-06-01T00:00:00Z", "category", "theoretical"));
        Map<String, Object> change =
                Map.of("assignments", List.of(Map.of("assignment", "lenet", "settings", settings)));
        String before = preview(change).path("preview");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Response> preview = QuarkusTransaction.requiringNew().call(() -> {
                // the settings cannot be written until this ends
                sql.count("SELECT 1 AS n FROM assignment WHERE slug = 'lenet' FOR NO KEY UPDATE");
                Future<Response> under = threads.submit(() -> preview(change));
                workplace.awaitWaiting(under);
                assertThat(under).isNotDone();
                threads.submit(() -> ali.agree(announced.path("id"), announced.path("quote.id")))
                        .get(20, TimeUnit.SECONDS)
                        .then()
                        .statusCode(202);
                assertThat(under).isNotDone();
                return under;
            });
            preview.get(20, TimeUnit.SECONDS).then().statusCode(200).body("preview", equalTo(before));
        }
        assertThat(sql.count("SELECT count(*) AS n FROM submission")).isOne();
        assertThat(sql.count("SELECT count(*) AS n FROM assignment WHERE slug = 'lenet' AND category = 'practical'"))
                .isOne();
    }

    private Response preview(Map<String, Object> change) {
        return given().auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .contentType(ContentType.JSON)
                .body(change)
                .post("/api/v1/courses/deep/changes/preview");
    }

    private void team(String team, String... members) {
        admin(Map.of("members", List.of(members)), "/api/v1/courses/deep/teams/pairs/" + team)
                .then()
                .statusCode(200);
    }

    @Test
    void submittingTwiceIsSubmittingOnce() {
        byte[] zip = Zips.solution("twice");
        Response announced = ali.announce(zip);
        ali.send(announced.path("id"), zip);
        String first =
                ali.agree(announced.path("id"), announced.path("quote.id")).path("id");

        ali.agree(announced.path("id"), announced.path("quote.id"))
                .then()
                .statusCode(202)
                .body("id", equalTo(first));
    }

    @Test
    void bytesMustComeBeforeTheAgreement() {
        Response announced = ali.announce(Zips.solution("never sent"));

        ali.agree(announced.path("id"), announced.path("quote.id"))
                .then()
                .statusCode(409)
                .body("code", equalTo("CONFLICT"));
    }

    @Test
    void theTimeOfTheAnnouncementCountsForHalfAnHour() {
        settings(Map.of("due", NOON));
        byte[] zip = Zips.solution("slow");
        Response announced = ali.announce(zip);
        clock.forward(Duration.ofMinutes(30));
        ali.send(announced.path("id"), zip).then().statusCode(200);
        clock.forward(Duration.ofMinutes(30));

        ali.agree(announced.path("id"), announced.path("quote.id"))
                .then()
                .statusCode(202)
                .body("submittedAt", equalTo(NOON));
        ali.get("/api/v1/courses/deep/ledger").then().body("lines.find { it.assignment == 'lenet' }.late", equalTo(0));
    }

    @Test
    void bytesThatComeLaterThanThatAreTooLate() {
        byte[] zip = Zips.solution("too slow");
        Response announced = ali.announce(zip);
        clock.forward(Duration.ofMinutes(30).plusMillis(1));

        ali.send(announced.path("id"), zip).then().statusCode(410).body("code", equalTo("UPLOAD_EXPIRED"));
    }

    @Test
    void aLateUploadDoesNotReplaceOneThatMayStillCount() {
        settings(Map.of("due", "2026-11-21T09:31:00Z"));
        ali.submit(Zips.solution("in time")).then().statusCode(202);
        clock.forward(Duration.ofMinutes(2));
        ali.submit(Zips.solution("late")).then().statusCode(202);

        assertThat(sql.count("SELECT count(*) AS n FROM submission WHERE state = 'QUEUED'"))
                .isEqualTo(2);
    }

    @Test
    void anUploadInTimeReplacesOneThatIsStillQueued() {
        ali.submit(Zips.solution("first")).then().statusCode(202);
        ali.submit(Zips.solution("second")).then().statusCode(202);

        assertThat(sql.count("SELECT count(*) AS n FROM submission WHERE state = 'SUPERSEDED' AND attempt = 1"))
                .isEqualTo(1);
    }

    @Test
    void whatWeFailedToGradeIsOpenAndNotMissing() {
        settings(Map.of("due", "2026-11-21T09:31:00Z"));
        ali.submit(Zips.solution("in time")).then().statusCode(202);
        sql.update("UPDATE submission SET state = 'SYSTEM_ERROR'");
        clock.forward(Duration.ofMinutes(2));

        ali.get("/api/v1/courses/deep/ledger")
                .then()
                .body("lines.find { it.assignment == 'lenet' }.status", equalTo("ON_TIME"));
    }

    @Test
    void lateDaysAreQuotedAndCharged() {
        // 27 hours before, so that two days are begun.
        settings(Map.of("due", "2026-11-20T06:30:00Z"));
        byte[] zip = Zips.solution("late");
        Response announced = ali.announce(zip);

        announced
                .then()
                .body("quote.line.late", equalTo(2))
                .body("quote.line.charged", equalTo(2))
                .body("quote.line.budgetBefore", equalTo(10))
                .body("quote.line.penalty", equalTo("no penalty"));
        ali.send(announced.path("id"), zip);
        ali.agree(announced.path("id"), announced.path("quote.id")).then().statusCode(202);
        worker.drain();
        ali.get("/api/v1/courses/deep/assignments/lenet/submissions")
                .then()
                .body("[0].state", equalTo("GRADED"))
                .body("[0].result.late.charged", equalTo(2))
                .body("[0].result.raw", equalTo(10))
                .body("[0].result.finalPoints", equalTo(10.0f))
                .body("[0].result.tests[0].staffMessages", equalTo(null));
    }

    @Test
    void aChangedCostIsAskedForAgainAndTheBytesAreKept() {
        byte[] zip = Zips.solution("changed");
        Response announced = ali.announce(zip);
        ali.send(announced.path("id"), zip).then().statusCode(200);
        settings(Map.of("due", "2026-11-20T06:30:00Z"));
        Response changed = ali.agree(announced.path("id"), announced.path("quote.id"));

        changed.then()
                .statusCode(409)
                .body("code", equalTo("LATE_COST_CHANGED"))
                .body("quote.line.charged", equalTo(2));
        assertThat(sql.count("SELECT count(*) AS n FROM submission")).isZero();
        ali.agree(announced.path("id"), changed.path("quote.id"))
                .then()
                .statusCode(202)
                .body("submittedAt", equalTo(NOON));
    }

    private Response refuse(int status, String code) {
        Response response = ali.announce(Zips.solution("refused"));
        response.then().statusCode(status).body("code", equalTo(code));
        return response;
    }

    private void assertNothingIsLeft(Set<String> blobsBefore) {
        assertThat(blobs()).isEqualTo(blobsBefore);
        assertThat(staged()).isEmpty();
        assertThat(sql.count("SELECT count(*) AS n FROM upload")).isZero();
        assertThat(sql.count("SELECT count(*) AS n FROM submission")).isZero();
        assertThat(sql.count("SELECT count(*) AS n FROM job WHERE kind = 'GRADE'"))
                .isZero();
    }

    private Set<String> blobs() {
        return files("blobs");
    }

    private Set<String> staged() {
        Set<String> staged = files("uploads");
        staged.addAll(files("incoming"));
        return staged;
    }

    private Set<String> files(String folder) {
        Set<String> names = new TreeSet<>();
        Path root = data.resolve(folder);
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return names;
    }

    private Student student(String login) {
        return new Student(workplace.token(login, Role.STUDENT), "deep", "lenet");
    }

    private void member(String login, String role) {
        workplace.person(login, Role.STUDENT);
        admin(Map.of("role", role), "/api/v1/courses/deep/members/" + login)
                .then()
                .statusCode(200);
    }

    private void settings(Map<String, Object> changed) {
        if (putAssignment("lenet", changed).statusCode() == 409) {
            // whoever handed in nothing misses a date that is over then
            Map<String, Object> change = Map.of("assignment", "lenet", "settings", lenet(changed));
            given().auth()
                    .oauth2(workplace.token("root", Role.ADMIN))
                    .contentType(ContentType.JSON)
                    .body(Map.of("assignments", List.of(change), "reason", "another date"))
                    .post("/api/v1/courses/deep/changes")
                    .then()
                    .statusCode(200);
        }
    }

    private Response putAssignment(String slug, Map<String, Object> changed) {
        return admin(lenet(changed), "/api/v1/courses/deep/assignments/" + slug);
    }

    private static Map<String, Object> lenet(Map<String, Object> changed) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("title", "LeNet");
        settings.put("category", "practical");
        settings.put("due", "2027-01-01T00:00:00Z");
        settings.putAll(changed);
        return settings;
    }

    private Response admin(Object body, String path) {
        return given().auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .contentType(ContentType.JSON)
                .body(body)
                .put(path);
    }

    private static String digest(byte[] bytes) {
        return new Sha256().add(bytes, bytes.length).hexadecimal();
    }
}
