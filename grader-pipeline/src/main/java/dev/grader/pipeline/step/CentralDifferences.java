package dev.grader.pipeline.step;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.ErrorProfile.WorstElement;
import dev.grader.core.compare.TensorComparison;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The student's own forward, differentiated by central differences at sampled elements. The container only calls the forward
 * on moved inputs; the differences are taken here, in double precision.
 */
final class CentralDifferences {
    private CentralDifferences() {}

    /** Flat offsets of the elements that are moved: all of a small array, else a sample that depends on the seed only. */
    static List<Integer> sample(Tensor argument, int samples, long seed) {
        int elements = argument.elements();
        Set<Integer> offsets = new LinkedHashSet<>();
        SplittableRandom random = new SplittableRandom(seed);
        while (offsets.size() < Math.min(samples, elements)) {
            offsets.add(elements <= samples ? offsets.size() : random.nextInt(elements));
        }
        return List.copyOf(offsets);
    }

    /**
     * {@code d sum(upstream × forward) / d element}.
     *
     * @param plus output with the element moved up by {@code step}
     */
    static double slope(Tensor upstream, Tensor plus, Tensor minus, double step) {
        double[] weights = upstream.toDoubles();
        double[] up = plus.toDoubles();
        double[] down = minus.toDoubles();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (up[i] - down[i]);
        }
        return sum / (2 * step);
    }

    /** The student's gradient at the sampled elements against the slopes there; indices are those of the argument. */
    static ErrorProfile compare(Tensor argument, Tensor gradient, List<Integer> offsets, double[] slopes) {
        if (!gradient.shape().equals(argument.shape())) {
            return TensorComparison.compare(
                    Tensor.ofDoubles(argument.shape(), new double[argument.elements()]), gradient);
        }
        for (double slope : slopes) {
            if (!Double.isFinite(slope)) {
                return notFinite(argument, gradient);
            }
        }
        double[] all = gradient.toDoubles();
        double[] sampled = offsets.stream().mapToDouble(offset -> all[offset]).toArray();
        List<Long> shape = List.of((long) sampled.length);
        ErrorProfile profile =
                TensorComparison.compare(Tensor.ofDoubles(shape, slopes), Tensor.ofDoubles(shape, sampled));
        List<WorstElement> worst = new ArrayList<>();
        for (WorstElement element : profile.worst()) {
            int offset = offsets.get(element.index().getFirst().intValue());
            worst.add(
                    new WorstElement(argument.indexOf(offset), element.expected(), element.actual(), element.error()));
        }
        return new ErrorProfile(
                argument.shape(),
                gradient.shape(),
                profile.elements(),
                profile.notFinite(),
                profile.maximum(),
                profile.median(),
                profile.ladder(),
                worst);
    }

    /** A forward without a finite value has no slope that a gradient could fit. */
    private static ErrorProfile notFinite(Tensor argument, Tensor gradient) {
        List<Long> ladder = ErrorProfile.TOLERANCES.stream().map(rung -> 1L).toList();
        return new ErrorProfile(
                argument.shape(), gradient.shape(), 1, 1, Double.MAX_VALUE, Double.MAX_VALUE, ladder, List.of());
    }
}
