package dev.grader.api.gradebook.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.grader.api.sql.Sql;
import dev.grader.api.support.Classroom;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.term.CourseLock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
class GradebookCsvTest {
    private static final String CSV = "/api/v1/courses/deep/gradebook.csv";

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    CourseLock lock;

    @BeforeEach
    void setUp() {
        workplace.clear();
    }

    private Classroom room() {
        Classroom room = new Classroom(workplace).students("sara", "ali").assistants("ada");
        room.talk("exam", Map.of("points", 20));
        room.talk("talk", Map.of("points", 5));
        return room;
    }

    @Test
    void aPreviewEntersNothingAndItsApplicationExactlyThat() {
        Classroom room = room();
        String file = "student;exam;talk\r\nsara;۱۷٫۵;\r\nali;12,25;3\r\n";
        String preview = send(room, file, "")
                .then()
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("shape", equalTo("plain"))
                .body("changes", hasSize(3))
                .body("changes[0].student", equalTo("sara"))
                .body("changes[0].assignment", equalTo("exam"))
                .body("changes[0].before", equalTo("open"))
                .body("changes[0].points", equalTo(17.5f))
                .extract()
                .path("preview");
        assertThat(entered()).isZero();

        send(room, file, "?preview=false&reason=exam&expected=" + preview)
                .then()
                .statusCode(200)
                .body("applied", equalTo(true))
                .body("changes", hasSize(3));
        assertThat(entered()).isEqualTo(3);
        room.by("ada")
                .get("/api/v1/courses/deep/audit")
                .then()
                .body("findAll { it.action != 'members changed' }.action", contains("grades entered", "grades entered"))
                .body("findAll { it.action != 'members changed' }.reason", contains("exam", "exam"));

        // the same again changes nothing, and is not what was agreed to before
        send(room, file, "?preview=false&expected=" + preview).then().statusCode(409);
        send(room, file, "?preview=false")
                .then()
                .statusCode(200)
                .body("changes", empty())
                .body("unchanged", equalTo(3));
        assertThat(entered()).isEqualTo(3);
    }

    @Test
    void whatWasExportedComesBackInEveryShapeWithoutAChange() {
        Classroom room = room();
        send(room, "student,exam,talk\nsara,17.5,4\nali,,3\n", "?preview=false")
                .then()
                .statusCode(200);
        for (String shape : new String[] {"plain", "canvas", "moodle"}) {
            Response exported = room.by("ada").get(CSV + "?shape=" + shape);
            exported.then()
                    .statusCode(200)
                    .contentType(startsWith("text/csv"))
                    .header("Content-Disposition", "attachment; filename=\"deep-" + shape + ".csv\"");
            assertThat(exported.asString()).contains("17.5", "sara");
            String marked = room.by("ada")
                    .get(CSV + "?bom=true&shape=" + shape)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            assertThat(marked).isEqualTo("\ufeff" + exported.asString());
            send(room, marked, "").then().statusCode(200).body("unchanged", equalTo(3));
            send(room, exported.asString(), "")
                    .then()
                    .statusCode(200)
                    .body("shape", equalTo(shape))
                    .body("unchanged", equalTo(3))
                    .body("changes", empty());
        }
        assertThat(entered()).isEqualTo(3);
    }

    @Test
    void aMistakeAnywhereEntersNothing() {
        Classroom room = room();
        send(room, "student,exam,tlak\nsara,17,1\nalli,x,2\n", "?preview=false")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_REQUEST"))
                .body("errors.row", contains(1, 3))
                .body("errors[0].column", equalTo("tlak"))
                .body("errors[0].message", containsString("did you mean 'talk'?"))
                .body("errors[1].message", containsString("did you mean 'ali'?"));
        send(room, "student,exam\nsara,25\n", "?preview=false")
                .then()
                .statusCode(400)
                .body("detail", containsString("more than the 20"));
        assertThat(entered()).isZero();

        send(room, "student,exam\nsara,25\n", "").then().statusCode(200).body("warnings", hasSize(1));
        send(room, "student,exam\nsara,25\n", "?preview=false&allowAbove=true")
                .then()
                .statusCode(200);
        assertThat(entered()).isEqualTo(1);
        room.by("ada").get(CSV + "?shape=excel").then().statusCode(400);
    }

    @Test
    void tooManyRowsAndTooManyBytesAreRefused() {
        Classroom room = room();
        send(room, "student,exam\n" + "\n".repeat(1_000_000), "")
                .then()
                .statusCode(400)
                .body("detail", containsString("more than 20000 rows"));
        send(room, "student,exam\n" + ",".repeat(17 << 20), "").then().statusCode(413);
        send(room, millionRows(), "")
                .then()
                .statusCode(413)
                .body("code", equalTo("UPLOAD_TOO_LARGE"))
                .body("detail", equalTo("At most 16777216 bytes are taken here; send less."));
        assertThat(entered()).isZero();
    }

    private static String millionRows() {
        StringBuilder rows = new StringBuilder(18 << 20).append("student,exam\n");
        for (int row = 0; row < 1_000_000; row++) {
            rows.append("student").append(1_000_000 + row).append(",17\n");
        }
        return rows.toString();
    }

    @Test
    void whatSomebodyElseEntersMeanwhileIsNotOverwrittenUnseen() throws Exception {
        Classroom room = room();
        String file = "student,exam\nsara,17\n";
        String preview = send(room, file, "").path("preview");
        long course = sql.count("SELECT id AS n FROM course WHERE slug = 'deep'");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Response> imported = QuarkusTransaction.requiringNew().call(() -> {
                lock.take(course);
                Future<Response> other = threads.submit(() -> send(room, file, "?preview=false&expected=" + preview));
                workplace.awaitWaiting(other);
                assertThat(other.isDone())
                        .as("done before the other one is written")
                        .isFalse();
                sql.update("""
                        INSERT INTO entered_grade (assignment_id, student_id, points, comment, person_id)
                        SELECT assignment.id, sara.id, 12, '', ada.id FROM assignment, person sara, person ada
                        WHERE assignment.slug = 'exam' AND sara.login = 'sara' AND ada.login = 'ada'
                        """);
                return other;
            });
            imported.get(60, TimeUnit.SECONDS).then().statusCode(409);
        }
        assertThat(entered()).isEqualTo(1);
    }

    private long entered() {
        return sql.count("SELECT count(*) AS n FROM entered_grade");
    }

    private static Response send(Classroom room, String file, String query) {
        return room.by("ada")
                .contentType("text/csv")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post(CSV + query);
    }
}
