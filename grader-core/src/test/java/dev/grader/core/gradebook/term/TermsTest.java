package dev.grader.core.gradebook.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.gradebook.Standing;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four courses for a whole term each, against gradebooks that were worked out by hand. */
class TermsTest {
    @ParameterizedTest
    @ValueSource(strings = {"sharif-ce-40719", "sharif-math-dl", "intro-dl-pytorch", "tum-theory-seminar"})
    void everyCellAndEveryFinalGradeIsAsWorkedOut(String course) throws IOException {
        Path folder = Path.of("..", "test-fixtures", "courses", course);
        List<String> expected = Files.readAllLines(folder.resolve("gradebook.csv"));
        List<String> columns = List.of(expected.getFirst().split(","));
        Gradebook gradebook = Gradebook.of(new PlayedTerm(folder).facts());

        List<String> lines = new ArrayList<>();
        lines.add(expected.getFirst());
        for (Gradebook.StudentGrades student : gradebook.students()) {
            List<String> cells = new ArrayList<>();
            cells.add(student.student().login());
            for (String column : columns.subList(1, columns.size() - 1)) {
                cells.add(
                        word(Objects.requireNonNull(student.cells().get(column)).standing()));
            }
            assertThat(student.grade().provisional()).as(student.toString()).isFalse();
            cells.add(student.grade().grade().orElseThrow().toPlainString());
            lines.add(String.join(",", cells));
        }
        assertThat(lines).containsExactlyElementsOf(expected);
        assertThat(gradebook.columns()).hasSize(columns.size() - 2);
    }

    private static String word(Standing standing) {
        return switch (standing) {
            case Standing.Earned(BigDecimal points) ->
                points.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
            case Standing.Missing missing -> "missing";
            case Standing.Excused excused -> "excused";
            case Standing.Open open -> "open";
        };
    }
}
