package dev.grader.cli.grade;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rubric of a submission with its marks. */
record MarkSheet(List<MarkedTest> tests, List<GivenMark> history) {
    MarkSheet {
        tests = List.copyOf(tests);
        history = List.copyOf(history);
    }

    /**
     * One manual test.
     *
     * @param lastMark id of its newest mark, which a release names; 0 for none
     */
    record MarkedTest(String test, String title, boolean released, long lastMark, List<MarkedItem> items) {
        MarkedTest {
            items = List.copyOf(items);
        }
    }

    /** One item with its newest mark. */
    record MarkedItem(String item, String title, String description, BigDecimal maximum, Optional<GivenMark> mark) {}

    /** One mark that was given. */
    record GivenMark(
            String test,
            String item,
            BigDecimal points,
            String comment,
            String grader,
            Instant markedAt,
            boolean released) {}
}
