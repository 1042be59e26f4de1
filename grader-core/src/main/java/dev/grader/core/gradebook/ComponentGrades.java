package dev.grader.core.gradebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/** Works out what a component comes to. */
final class ComponentGrades {
    private ComponentGrades() {}

    static ComponentGrade of(Component component, Map<String, Standing> standings) {
        List<MarkedItem> regular = new ArrayList<>();
        List<MarkedItem> extra = new ArrayList<>();
        List<Item> excused = new ArrayList<>();
        // of a component without items nothing is known yet
        boolean open = component.items().isEmpty();
        for (Item item : component.items()) {
            switch (standings.getOrDefault(item.id(), new Standing.Open())) {
                case Standing.Earned mark ->
                    (item.extraCredit() ? extra : regular).add(new MarkedItem(item, mark.earned()));
                case Standing.Missing ignored ->
                    (item.extraCredit() ? extra : regular).add(new MarkedItem(item, BigDecimal.ZERO));
                case Standing.Excused ignored -> excused.add(item);
                case Standing.Open ignored -> open = true;
            }
        }
        int drop = component.kept().dropped(regular.size());
        List<MarkedItem> dropped = new BestChoice(component.combination(), extra).drop(regular, drop);
        List<MarkedItem> counted = new ArrayList<>(regular);
        counted.removeAll(dropped);
        counted.addAll(extra);
        return new ComponentGrade(share(component.combination(), counted), open, counted, dropped, excused);
    }

    private static Optional<BigFraction> share(Combination combination, List<MarkedItem> counted) {
        BigFraction possible = BestChoice.sum(
                counted.stream().map(item -> item.denominator(combination)).toList());
        if (possible.signum() == 0) {
            return Optional.empty();
        }
        BigFraction earned = BestChoice.sum(
                counted.stream().map(item -> item.numerator(combination)).toList());
        return Optional.of(earned.divide(possible));
    }
}
