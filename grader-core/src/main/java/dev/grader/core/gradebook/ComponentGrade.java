package dev.grader.core.gradebook;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * What a component comes to.
 *
 * @param share of full marks; empty when nothing counts: all is excused, or all is open
 * @param open whether an item is not marked yet
 * @param counted items that count, as they were marked
 * @param dropped items that were dropped in the student's favour
 * @param excused items that do not count for this student
 */
record ComponentGrade(
        Optional<BigFraction> share,
        boolean open,
        List<MarkedItem> counted,
        List<MarkedItem> dropped,
        List<Item> excused) {
    ComponentGrade {
        counted = List.copyOf(counted);
        dropped = List.copyOf(dropped);
        excused = List.copyOf(excused);
    }
}
