package dev.grader.core.gradebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;

/** Says how a final grade came about. Shares are shown to four places; the grade is made of the exact numbers. */
final class GradeWords {
    private static final int PLACES = 4;
    private static final BigFraction HUNDRED = BigFraction.of(100);

    private final GradingScheme scheme;
    private final List<String> lines = new ArrayList<>();

    GradeWords(GradingScheme scheme) {
        this.scheme = scheme;
    }

    List<String> lines() {
        return lines;
    }

    void component(Component component, ComponentGrade grade) {
        StringBuilder line = new StringBuilder(component.title())
                .append(" (")
                .append(weight(component))
                .append("): ");
        List<String> parts = new ArrayList<>();
        grade.counted().forEach(item -> parts.add(marked(item)));
        grade.dropped().forEach(item -> parts.add(marked(item) + " dropped"));
        grade.excused().forEach(item -> parts.add(item.title() + " excused"));
        if (grade.open()) {
            parts.add("some still open");
        }
        line.append(parts.isEmpty() ? "nothing yet" : String.join("; ", parts));
        if (grade.share().isPresent()) {
            BigFraction share = grade.share().get();
            line.append(" = ").append(number(share.multiply(HUNDRED))).append(" %");
            component
                    .weight()
                    .ifPresent(weight -> line.append(", which gives ")
                            .append(number(share.multiply(MarkedItem.exact(weight))))
                            .append(" of ")
                            .append(plain(weight)));
        } else if (!grade.counted().isEmpty()) {
            line.append("; extra points count once another item of it does");
        } else if (!grade.open() && !grade.excused().isEmpty() && !component.extraCredit()) {
            line.append("; its weight goes to the other components");
        }
        lines.add(line.toString());
    }

    void withoutGrade() {
        String unknown = scheme.components().stream()
                .filter(component -> component.weight().isEmpty())
                .map(Component::title)
                .collect(Collectors.joining(", "));
        lines.add(
                unknown.isEmpty()
                        ? "There is no final grade yet: nothing counts so far."
                        : "There is no final grade yet: the weight is not known of " + unknown + ".");
    }

    void grade(BigFraction reached, BigFraction weights, BigFraction extra, BigFraction percent, BigDecimal grade) {
        StringBuilder line = new StringBuilder("Final grade: ").append(number(reached));
        if (!weights.equals(HUNDRED)) {
            line.append(" of the ").append(number(weights)).append(" that count");
        }
        if (extra.signum() > 0) {
            line.append(" and ").append(number(extra)).append(" extra");
        }
        line.append(" = ").append(number(percent)).append(" %");
        if (scheme.capped() && percent.compareTo(HUNDRED) > 0) {
            line.append(", at most 100 %");
        }
        lines.add(line.append(", which is ")
                .append(grade.toPlainString())
                .append(" of ")
                .append(plain(scheme.maximum()))
                .append(".")
                .toString());
    }

    private static String weight(Component component) {
        String percent = component.weight().map(weight -> plain(weight) + " %").orElse("weight not known yet");
        return component.extraCredit() ? percent + " extra" : percent;
    }

    private static String marked(MarkedItem item) {
        return item.item().title() + " " + plain(item.earned())
                + (item.item().extraCredit()
                        ? " extra"
                        : "/" + plain(item.item().possible()));
    }

    private static String number(BigFraction number) {
        return plain(FinalGrades.rounded(number, PLACES));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
