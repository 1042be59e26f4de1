package dev.grader.api.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The four courses for a whole term each, with the clock of every step, through the HTTP API. What comes out must be what
 * was worked out by hand.
 */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class TermsTest {
    @Inject
    Workplace workplace;

    @Inject
    MovedClock clock;

    @BeforeEach
    void setUp() {
        clock.release();
        workplace.clear();
    }

    @AfterEach
    void releaseClock() {
        clock.release();
    }

    /**
     * A course for a whole term.
     *
     * @param costs whether lateness costs anything in it
     * @param assignment for which somebody was late
     */
    @ParameterizedTest
    @CsvSource({
        "tum-theory-seminar, true, report, s13",
        "sharif-ce-40719, true, hw1-practice, s04",
        "sharif-math-dl, false, hw1, s11",
        "intro-dl-pytorch, true, task2, s14"
    })
    void everyGradeIsAsWorkedOutByHand(String course, boolean costs, String assignment, String late) {
        Script script = Script.read(course);
        Marks expected = script.expected();
        Classroom classroom = new Classroom(script, workplace);
        new TermPlayer(classroom, new Graded(workplace.worker("worker-1")), clock).play();

        assertThat(expected.differences(classroom.marks())).as("the gradebook").isEmpty();
        exported(classroom, expected);
        for (String student : expected.cells().keySet()) {
            Marks own = Views.own(student, classroom.by(student).get(classroom.course("/grades")));
            assertThat(own.cells().get(student))
                    .as("what " + student + " sees")
                    .isEqualTo(expected.cells().get(student));
        }
        Undone undone = new Undone(classroom);
        assertThat(undone.dates() > 0).as("due dates matter").isEqualTo(costs);
        assertThat(undone.extension(assignment, late) > 0)
                .as("an extension matters")
                .isEqualTo(costs);
    }

    /** The file says the same, and read in again it changes nothing. */
    private static void exported(Classroom classroom, Marks expected) {
        String file = classroom.root().getText(classroom.course("/gradebook.csv?shape=plain"));
        assertThat(expected.differences(Views.csv(file)))
                .as("the exported gradebook")
                .isEmpty();
        JsonNode readAgain = classroom
                .root()
                .post(
                        classroom.course("/gradebook.csv?preview=true"),
                        "text/csv",
                        file.getBytes(StandardCharsets.UTF_8));
        assertThat(readAgain.required("changes"))
                .as("what the exported gradebook changes")
                .isEmpty();
    }
}
