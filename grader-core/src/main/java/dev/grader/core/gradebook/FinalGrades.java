package dev.grader.core.gradebook;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Works out final grades. All is exact until the one rounding at the end.
 *
 * <p>A component of which nothing counts for a student, because all of it is excused, or marked later, hands its weight to the
 * others in proportion to theirs.
 */
public final class FinalGrades {
    private static final BigFraction HUNDRED = BigFraction.of(100);

    private final GradingScheme scheme;

    public FinalGrades(GradingScheme scheme) {
        this.scheme = scheme;
    }

    /**
     * The final grade of one student.
     *
     * @param standings by item; an item that is not there is open
     * @throws IllegalArgumentException for an item that the scheme does not have
     */
    public FinalGrade of(Map<String, Standing> standings) {
        requireKnown(standings);
        GradeWords words = new GradeWords(scheme);
        BigFraction reached = BigFraction.ZERO;
        BigFraction weights = BigFraction.ZERO;
        BigFraction extra = BigFraction.ZERO;
        boolean open = false;
        for (Component component : scheme.components()) {
            ComponentGrade grade = ComponentGrades.of(component, standings);
            open |= grade.open();
            words.component(component, grade);
            if (grade.share().isEmpty() || component.weight().isEmpty()) {
                continue;
            }
            BigFraction weight = MarkedItem.exact(component.weight().get());
            BigFraction contribution = weight.multiply(grade.share().get());
            if (component.extraCredit()) {
                extra = extra.add(contribution);
            } else {
                reached = reached.add(contribution);
                weights = weights.add(weight);
            }
        }
        if (!scheme.isComplete() || weights.signum() == 0) {
            words.withoutGrade();
            return new FinalGrade(Optional.empty(), true, words.lines());
        }
        BigFraction percent = reached.multiply(HUNDRED).divide(weights).add(extra);
        BigFraction limited = scheme.capped() && percent.compareTo(HUNDRED) > 0 ? HUNDRED : percent;
        BigDecimal grade =
                rounded(limited.multiply(MarkedItem.exact(scheme.maximum())).divide(HUNDRED), scheme.scale());
        words.grade(reached, weights, extra, percent, grade);
        return new FinalGrade(Optional.of(grade), open, words.lines());
    }

    private void requireKnown(Map<String, Standing> standings) {
        Set<String> unknown = new HashSet<>(standings.keySet());
        scheme.components().forEach(component -> component.items().forEach(item -> unknown.remove(item.id())));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the grading scheme has no items "
                    + unknown.stream().sorted().toList());
        }
    }

    /** Half up, from the exact number: BigFraction's own rounding divides in a given precision first. */
    static BigDecimal rounded(BigFraction number, int scale) {
        BigInteger scaled = number.getNumerator().multiply(BigInteger.TEN.pow(scale));
        return new BigDecimal(scaled)
                .divide(new BigDecimal(number.getDenominator()), 0, RoundingMode.HALF_UP)
                .scaleByPowerOfTen(-scale)
                .setScale(scale, RoundingMode.UNNECESSARY);
    }
}
