package dev.grader.core.compare;

import dev.grader.core.compare.ErrorProfile.WorstElement;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Compares a student's tensor with the one that judges it. */
public final class TensorComparison {
    /** Above it, sums of two magnitudes could overflow, so that a huge difference would look like none. */
    private static final double SCALED_DOWN_ABOVE = 1e300;

    private TensorComparison() {}

    /**
     * How {@code actual} differs from {@code judge}, by the rules of {@link ErrorProfile}. Element types need not agree,
     * only values count.
     *
     * @throws IllegalStateException when the judge is not finite: whoever made it is at fault, not the student
     */
    public static ErrorProfile compare(Tensor judge, Tensor actual) {
        return compare(judge, actual, 0);
    }

    /**
     * The same, where a judge of much smaller numbers than {@code least} is nothing but round-off: the gradient of what the
     * output does not depend on, like a bias before a softmax over the same axis, is never exactly zero.
     *
     * @param least what an error is divided by at the least; 0 for none
     */
    public static ErrorProfile compare(Tensor judge, Tensor actual, double least) {
        double[] expected = judge.toDoubles();
        for (double value : expected) {
            if (!Double.isFinite(value)) {
                throw new IllegalStateException("reference not finite");
            }
        }
        if (!judge.shape().equals(actual.shape())) {
            return new ErrorProfile(
                    judge.shape(), actual.shape(), 0, 0, 0, 0, List.of(), List.of(), judge.type(), actual.type());
        }
        double[] got = actual.toDoubles();
        return profile(judge, actual.type(), expected, got, errors(expected, got, least));
    }

    /** What outputs of a type are divided by at the least: sums that should be zero come to some units in the last place. */
    public static double least(ElementType type) {
        return switch (type) {
            case FLOAT64 -> 1e-6;
            case FLOAT32 -> 1e-3;
            case BOOL, UINT8, INT32, INT64 -> 0;
        };
    }

    /**
     * A profile of errors that were computed elsewhere.
     *
     * @param judge gives shape and type
     */
    public static ErrorProfile profile(
            Tensor judge, ElementType actualType, double[] expected, double[] got, double[] errors) {
        long notFinite =
                Arrays.stream(got).filter(value -> !Double.isFinite(value)).count();
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        return new ErrorProfile(
                judge.shape(),
                judge.shape(),
                errors.length,
                notFinite,
                sorted.length == 0 ? 0 : sorted[sorted.length - 1],
                median(sorted),
                ladder(sorted),
                worst(judge, expected, got, errors),
                judge.type(),
                actualType);
    }

    private static double[] errors(double[] expected, double[] got, double least) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double scale = largest > SCALED_DOWN_ABOVE ? 0.125 : 1;
        double mean = scale * meanMagnitude(expected, largest);
        double[] errors = new double[expected.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.min(Double.MAX_VALUE, error(scale * expected[i], scale * got[i], mean, scale * least));
        }
        return errors;
    }

    /** The mean of the magnitudes of a tensor's elements; 0 for one without elements. */
    public static double meanMagnitude(Tensor tensor) {
        double[] values = tensor.toDoubles();
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return meanMagnitude(values, largest);
    }

    private static double meanMagnitude(double[] values, double largest) {
        if (largest == 0) {
            return 0;
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value) / largest;
        }
        return sum / values.length * largest;
    }

    private static double error(double expected, double got, double mean, double least) {
        if (!Double.isFinite(got)) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = Math.abs(got - expected);
        double measure = Math.max(least, mean + Math.abs(expected));
        return difference == 0 || measure == 0 ? difference : difference / measure;
    }

    private static double median(double[] sorted) {
        if (sorted.length == 0) {
            return 0;
        }
        double lower = sorted[(sorted.length - 1) / 2];
        double upper = sorted[sorted.length / 2];
        return lower + (upper - lower) / 2;
    }

    private static List<Long> ladder(double[] sorted) {
        return ErrorProfile.TOLERANCES.stream()
                .map(tolerance -> (long) (sorted.length - notAbove(sorted, tolerance)))
                .toList();
    }

    private static int notAbove(double[] sorted, double tolerance) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= tolerance) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<WorstElement> worst(Tensor judge, double[] expected, double[] got, double[] errors) {
        Comparator<Integer> mildestFirst = Comparator.comparingDouble((Integer offset) -> errors[offset])
                .thenComparing(Comparator.<Integer>naturalOrder().reversed());
        PriorityQueue<Integer> kept = new PriorityQueue<>(ErrorProfile.WORST_KEPT + 1, mildestFirst);
        for (int offset = 0; offset < errors.length; offset++) {
            if (errors[offset] > 0) {
                kept.add(offset);
                if (kept.size() > ErrorProfile.WORST_KEPT) {
                    kept.remove();
                }
            }
        }
        List<Integer> offsets = new ArrayList<>(kept);
        offsets.sort(mildestFirst.reversed());
        return offsets.stream()
                .map(offset -> new WorstElement(judge.indexOf(offset), expected[offset], got[offset], errors[offset]))
                .toList();
    }
}
