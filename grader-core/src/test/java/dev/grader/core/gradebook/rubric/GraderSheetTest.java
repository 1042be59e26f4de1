package dev.grader.core.gradebook.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraderSheetTest {
    private static final List<RubricItem> RUBRIC = List.of(item("clarity", "4"), item("depth", "6"));

    @Test
    void nothingCountsUntilEveryItemIsReleased() {
        List<RubricMark> marks = List.of(mark(1, "clarity", "3"));

        assertThat(sheet(marks, 1).total().points()).isEmpty();
        assertThat(sheet(marks, 1).unmarked()).containsExactly(RUBRIC.getLast());
        assertThat(sheet(List.of(mark(1, "clarity", "3"), mark(2, "depth", "5.5")), 1)
                        .total()
                        .points())
                .isEmpty();
        assertThat(sheet(List.of(mark(1, "clarity", "3"), mark(2, "depth", "5.5")), 2)
                        .total()
                        .points())
                .hasValue(new BigDecimal("8.5"));
    }

    @Test
    void aMarkAfterTheReleaseIsADraftUntilTheNextOne() {
        List<RubricMark> marks = List.of(mark(1, "clarity", "3"), mark(2, "depth", "5"), mark(7, "clarity", "4"));

        assertThat(sheet(marks, 2).total().points()).hasValue(new BigDecimal("8"));
        assertThat(sheet(marks, 2).hasDrafts()).isTrue();
        assertThat(sheet(marks, 7).total().points()).hasValue(new BigDecimal("9"));
        assertThat(sheet(marks, 7).hasDrafts()).isFalse();
    }

    @Test
    void theOrderIsThatOfTheIdsHoweverTheyAreListed() {
        List<RubricMark> marks = List.of(mark(7, "clarity", "4"), mark(2, "depth", "5"), mark(1, "clarity", "3"));

        assertThat(sheet(marks, 9).total().points()).hasValue(new BigDecimal("9"));
    }

    @Test
    void aRubricThatChangesTakesItsMarksAlong() {
        List<RubricMark> marks = List.of(mark(1, "clarity", "4"), mark(2, "style", "2"), mark(3, "depth", "5"));

        assertThat(sheet(marks, 3).total().points()).hasValue(new BigDecimal("9"));
        assertThat(GraderSheet.of("ada", true, List.of(item("clarity", "2.5")), marks, 3)
                        .total()
                        .points())
                .hasValue(new BigDecimal("2.5"));
        assertThat(GraderSheet.of("ada", true, List.of(item("clarity", "4"), item("new", "1")), marks, 3)
                        .total()
                        .points())
                .isEmpty();
    }

    @Test
    void withoutARubricThereAreNoPoints() {
        assertThat(GraderSheet.of("ada", true, List.of(), List.of(), 0).total().points())
                .isEqualTo(Optional.empty());
    }

    private static GraderSheet sheet(List<RubricMark> marks, long releasedUpTo) {
        return GraderSheet.of("ada", true, RUBRIC, marks, releasedUpTo);
    }

    private static RubricItem item(String id, String maximum) {
        return new RubricItem(id, id, new BigDecimal(maximum), "");
    }

    private static RubricMark mark(long id, String item, String points) {
        return new RubricMark(id, item, new BigDecimal(points), "", Instant.EPOCH);
    }
}
