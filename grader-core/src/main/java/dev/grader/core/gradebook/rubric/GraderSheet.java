package dev.grader.core.gradebook.rubric;

import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one grader has given to one student.
 *
 * @param assigned whether the grader is to grade this student
 * @param overall newest comment on the whole work, released or not
 * @param releasedOverall the one that is released
 * @param hasDrafts whether there is something that is not released
 */
public record GraderSheet(
        String grader,
        boolean assigned,
        List<ItemMarks> items,
        Optional<RubricMark> overall,
        Optional<RubricMark> releasedOverall,
        boolean hasDrafts) {
    public GraderSheet {
        items = List.copyOf(items);
    }

    /**
     * An item with the marks of the grader that matter.
     *
     * @param newest the newest, released or not
     * @param released the newest of those that are released
     */
    public record ItemMarks(RubricItem item, Optional<RubricMark> newest, Optional<RubricMark> released) {
        /** What counts: never more than the item has now. */
        public Optional<BigDecimal> points() {
            return released.map(mark -> mark.points().min(item.points()));
        }
    }

    /**
     * Sorts marks by item.
     *
     * @param marks all of this grader's for the student; those of items that the rubric does not have any more are left out
     * @param releasedUpTo id of the last mark that the grader has released; 0 for none
     */
    public static GraderSheet of(
            String grader, boolean assigned, List<RubricItem> rubric, List<RubricMark> marks, long releasedUpTo) {
        return new GraderSheet(
                grader,
                assigned,
                rubric.stream()
                        .map(item -> new ItemMarks(
                                item, newest(item.id(), marks, Long.MAX_VALUE), newest(item.id(), marks, releasedUpTo)))
                        .toList(),
                newest(RubricMark.OVERALL, marks, Long.MAX_VALUE),
                newest(RubricMark.OVERALL, marks, releasedUpTo),
                marks.stream().anyMatch(mark -> mark.id() > releasedUpTo));
    }

    private static Optional<RubricMark> newest(String item, List<RubricMark> marks, long upTo) {
        return marks.stream()
                .filter(mark -> mark.item().equals(item) && mark.id() <= upTo)
                .max(Comparator.comparingLong(RubricMark::id));
    }

    /** Items without any mark, which have to be marked before anything can be released. */
    public List<RubricItem> unmarked() {
        return items.stream()
                .filter(marks -> marks.newest().isEmpty())
                .map(ItemMarks::item)
                .toList();
    }

    /** What the grader gives in all, once every item is released. */
    public GraderTotal total() {
        boolean complete = !items.isEmpty()
                && items.stream().allMatch(marks -> marks.released().isPresent());
        Optional<BigDecimal> points = complete
                ? Optional.of(items.stream()
                        .flatMap(marks -> marks.points().stream())
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                : Optional.empty();
        return new GraderTotal(grader, assigned, points);
    }
}
