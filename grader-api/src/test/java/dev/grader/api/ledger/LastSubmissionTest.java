package dev.grader.api.ledger;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.course.Courses;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.term.TermReader;
import dev.grader.core.gradebook.term.Student;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of an assignment that ends a day after it is due. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class LastSubmissionTest {
    private static final Instant END = Workplace.DUE.plus(Duration.ofDays(1));

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    Courses courses;

    @Inject
    Assignments assignments;

    @Inject
    TermReader terms;

    @Inject
    LastSubmission last;

    @BeforeEach
    void setUp() {
        workplace.clear();
        new Classroom(workplace).students("sara", "ali", "mina", "omid", "reza");
        sql.update(
                "INSERT INTO course_document (course_id, kind, text) SELECT id, 'LATE_POLICY', ? FROM course",
                "schema: 1\ntitle: t\ngrace: {minutes: 0}\nafter_budget: none\ncut_off: {after: 1}");
    }

    @Test
    void onlyThoseAreReadWhoMayHaveDatesOfTheirOwn() {
        assertThat(students()).hasSize(1);
        assertThat(with(last::of)).contains(END);

        decide("extensions", Map.of("part", "lenet", "students", List.of("mina", "ali"), "days", 3, "reason", "ill"));
        decide("excused", Map.of("part", "lenet", "student", "sara", "reason", "ill"));
        assertThat(students()).hasSize(4).contains("sara", "ali", "mina");
        assertThat(with(last::of)).contains(END.plus(Duration.ofDays(3)));
    }

    @Test
    void whoIsExcusedHoldsUpNobody() {
        decide("extensions", Map.of("part", "lenet", "student", "sara", "days", 3, "reason", "ill"));
        decide("excused", Map.of("part", "lenet", "student", "sara", "reason", "ill"));
        assertThat(students()).hasSize(2).contains("sara");
        assertThat(with(last::of)).contains(END);
    }

    private List<String> students() {
        return with(assignment ->
                terms.dates(assignment).students().stream().map(Student::login).toList());
    }

    private <T> T with(Function<Assignment, T> function) {
        return QuarkusTransaction.requiringNew()
                .call(() -> function.apply(assignments
                        .bySlug(courses.bySlug("deep").orElseThrow().id(), "lenet")
                        .orElseThrow()));
    }

    private void decide(String section, Map<String, Object> decision) {
        given().auth()
                .oauth2(workplace.token("root", Role.ADMIN))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "ill", "decisions", Map.of(section, List.of(decision))))
                .post("/api/v1/courses/deep/changes")
                .then()
                .statusCode(200);
    }
}
