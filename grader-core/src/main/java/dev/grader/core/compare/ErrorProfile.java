package dev.grader.core.compare;

import dev.grader.core.tensor.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one tensor differs from the one it is judged by, in bounded size. The error of an element is
 * {@code |a−b| / (mean|b| + |b|)} with b the judge's value and mean|b| over its tensor; where the judge is all zero,
 * {@code |a−b|}. What it is divided by may have a least value, below which the judge is nothing but round-off. Scoring needs
 * no more than this, so a changed tolerance needs no new run.
 *
 * @param expectedShape of the judge
 * @param actualShape of the student; where it differs, nothing else is filled
 * @param elements compared
 * @param notFinite elements of the student that are NaN or infinite; their error counts as infinite
 * @param maximum largest error; infinity is written as {@link Double#MAX_VALUE}
 * @param ladder for each of {@link #TOLERANCES}, how many elements exceed it
 * @param worst the elements with the largest errors, worst first
 * @param expectedType of the judge; null in records that do not say it
 * @param actualType of the student
 */
public record ErrorProfile(
        List<Long> expectedShape,
        List<Long> actualShape,
        long elements,
        long notFinite,
        double maximum,
        double median,
        List<Long> ladder,
        List<WorstElement> worst,
        @Nullable ElementType expectedType,
        @Nullable ElementType actualType) {
    /** The ladder of tolerances, coarse to fine. */
    public static final List<Double> TOLERANCES =
            List.of(1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12);

    public static final int WORST_KEPT = 5;

    public ErrorProfile {
        expectedShape = List.copyOf(expectedShape);
        actualShape = List.copyOf(actualShape);
        ladder = List.copyOf(ladder);
        worst = List.copyOf(worst);
    }

    /** A profile of which the types are not known. */
    public ErrorProfile(
            List<Long> expectedShape,
            List<Long> actualShape,
            long elements,
            long notFinite,
            double maximum,
            double median,
            List<Long> ladder,
            List<WorstElement> worst) {
        this(expectedShape, actualShape, elements, notFinite, maximum, median, ladder, worst, null, null);
    }

    /** One element and by how much it is off. */
    public record WorstElement(List<Long> index, double expected, double actual, double error) {
        public WorstElement {
            index = List.copyOf(index);
        }
    }

    public boolean sameShape() {
        return expectedShape.equals(actualShape);
    }

    public boolean within(double tolerance) {
        return sameShape() && notFinite == 0 && maximum <= tolerance;
    }
}
