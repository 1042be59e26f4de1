package dev.grader.api.gradebook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures how long the service takes for a whole gradebook and for one student's ledger, over HTTP and from the real database.
 * It runs only when asked for, with {@code -Dgradebook.students=100,1000,10000}; see docs/benchmark.md.
 */
@QuarkusTest
@QuarkusTestResource(Parts.class)
@EnabledIfSystemProperty(named = "gradebook.students", matches = ".+")
class GradebookBenchmark {
    private static final int ASSIGNMENTS = 40;
    private static final Repeats WHOLE_COURSE = new Repeats(15, 21);
    private static final Repeats HUGE_COURSE = new Repeats(3, 5);
    private static final int HUGE = 5000;
    /** Enough for the compiler to be done, and for the database to have planned each statement for good. */
    private static final Repeats ONE_STUDENT = new Repeats(400, 200);

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @TestHTTPResource("/")
    @SuppressWarnings("NullAway.Init") // set by the test framework
    URI service;

    @Test
    void measure() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%8s %16s %6s %16s %16s %16s %10s",
                "students",
                "gradebook (ms)",
                "MB",
                "ledger (ms)",
                "grades (ms)",
                "nothing (ms)",
                "ms/student"));
        for (String size :
                Objects.requireNonNull(System.getProperty("gradebook.students")).split(",", -1)) {
            int students = Integer.parseInt(size);
            fill(students);
            Measured nothing = measure("/api/v1/me", ONE_STUDENT);
            Measured ledger = measure("/api/v1/courses/deep/ledger?student=s7", ONE_STUDENT);
            Measured grades = measure("/api/v1/courses/deep/grades?student=s7", ONE_STUDENT);
            Measured book = measure("/api/v1/courses/deep/gradebook", students > HUGE ? HUGE_COURSE : WHOLE_COURSE);
            lines.add(String.format(
                    Locale.ROOT,
                    "%8d %16s %6.1f %16s %16s %16s %10.3f",
                    students,
                    book.times(),
                    book.bytes() / 1e6,
                    ledger.times(),
                    grades.times(),
                    nothing.times(),
                    book.median() / students));
        }
        lines.forEach(System.out::println);
    }

    private record Repeats(int unmeasured, int measured) {}

    /** Milliseconds of several calls, the longest last. */
    private record Measured(List<Double> sorted, long bytes) {
        double median() {
            return sorted.get(sorted.size() / 2);
        }

        String times() {
            return String.format(Locale.ROOT, "%.1f / %.1f", sorted.getFirst(), median());
        }
    }

    private Measured measure(String path, Repeats repeats) throws IOException, InterruptedException {
        String token = workplace.token("root", Role.ADMIN);
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        List<Double> times = new ArrayList<>();
        long bytes = 0;
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int run = -repeats.unmeasured(); run < repeats.measured(); run++) {
                long begin = System.nanoTime();
                HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                long end = System.nanoTime();
                assertThat(answer.statusCode()).isEqualTo(200);
                bytes = answer.body().length;
                if (run >= 0) {
                    times.add((end - begin) / 1e6);
                }
            }
        }
        times.sort(null);
        return new Measured(List.copyOf(times), bytes);
    }

    /** A course with 40 graded assignments of everybody, a fifth of them late, half of them published. */
    private void fill(int students) {
        workplace.clear();
        workplace.publishedCourse("deep", workplace.worker("worker-1"));
        // those of the preset, which would come on top of the 40
        sql.update("DELETE FROM assignment WHERE slug LIKE 'hw%'");
        for (int assignment = 1; assignment <= ASSIGNMENTS; assignment++) {
            given().auth()
                    .oauth2(workplace.token("root", Role.ADMIN))
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "title",
                            "Homework " + assignment,
                            "category",
                            assignment % 2 == 0 ? "practical" : "theoretical",
                            "due",
                            "2026-0" + (1 + assignment / 10) + "-" + (10 + assignment % 10) + "T20:00:00Z"))
                    .put("/api/v1/courses/deep/assignments/hw" + assignment)
                    .then()
                    .statusCode(201);
        }
        sql.update("""
                INSERT INTO suite_version (assignment_id, version, digest, state, image, capability, seed_secret, decided_at)
                SELECT assignment.id, 1, suite.digest, 'PUBLISHED', suite.image, suite.capability, 1, now()
                FROM assignment, suite_version suite WHERE assignment.slug LIKE 'hw%'
                """);
        sql.update("""
                INSERT INTO person (login, name, role, created_at)
                SELECT 's' || n, 'Student ' || n, 'STUDENT', now() FROM generate_series(1, ?) n
                """, students);
        sql.update("""
                INSERT INTO membership (course_id, person_id, role)
                SELECT course.id, person.id, 'STUDENT' FROM course, person WHERE person.login ~ '^s[0-9]+$'
                """);
        sql.update("""
                INSERT INTO submission (id, assignment_id, student_id, attempt, submitted_at, accepted_at, sha256, size,
                                        file_name, collaborators, state, suite_version_id, receipt)
                SELECT gen_random_uuid(), assignment.id, person.id, 1, at, at, suite.digest, 1, 'a.zip', '[]', 'GRADED',
                       suite.id, assignment.id || '-' || person.id
                FROM assignment JOIN suite_version suite ON suite.assignment_id = assignment.id, person,
                     LATERAL (SELECT assignment.due
                                     + CASE WHEN (person.id * 31 + assignment.id * 17) % 5 = 0
                                            THEN interval '1 hour' * ((person.id + assignment.id) % 90)
                                            ELSE interval '-1 day' END
                                     + interval '1 second' * ((person.id * 7919 + assignment.id * 104729) % 86400) AS at) handed
                WHERE assignment.slug LIKE 'hw%' AND person.login ~ '^s[0-9]+$'
                -- as they come in a term
                ORDER BY handed.at
                """);
        sql.update("INSERT INTO submission_member SELECT id, student_id FROM submission");
        sql.update("""
                INSERT INTO grade (submission_id, revision, suite_version_id, sources, sheet, points, maximum, cause)
                SELECT id, 1, suite_version_id, '[]',
                       '{"tests": [{"testId": "a", "verdict": "PASSED"}, {"testId": "b", "verdict": "FAILED"}]}',
                       5 + (attempt + hashtext(receipt)) % 5, 10, 'GRADED'
                FROM submission
                """);
        sql.update("""
                INSERT INTO published_grade (assignment_id, student_id, standing, points, explanation, person_id, reason)
                SELECT submission.assignment_id, submission.student_id, 'EARNED', grade.points, 'on time', root.id, ''
                FROM submission JOIN grade ON grade.submission_id = submission.id, person root
                WHERE root.login = 'root' AND submission.assignment_id % 2 = 0
                """);
        // as the database does by itself some minutes after so many rows
        sql.update("VACUUM ANALYZE");
    }
}
