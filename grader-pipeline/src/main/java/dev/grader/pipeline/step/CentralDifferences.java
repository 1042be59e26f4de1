package dev.grader.pipeline.step;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.TensorComparison;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The student's own forward, differentiated by central differences at sampled elements. The container only calls the forward
 * on moved inputs; the differences are taken here, in double precision.
 *
 * <p>Four moves per element, by ±h and ±h/2, tell a slope from a kink: a smooth forward has the same central difference for
 * both, and one-sided differences that come together as h gets smaller. Where neither holds, the sample is left out.
 */
final class CentralDifferences {
    /** Central differences that are this share of the tolerance apart belong to a kink. */
    private static final double APART = 0.25;
    /** One-sided differences come to half of their distance when h is halved; those at a kink keep it. */
    private static final double KEPT = 0.75;
    /** Rounding errors of a forward, in units of its last place. */
    private static final double ROUNDING = 8;

    /** A backward that is nearer to the reference's than this needs no forward to vouch for it. */
    private static final double NEAR_REFERENCE = 0.01;

    private CentralDifferences() {}

    /** The moves of one element, in the order in which their outputs are stacked. */
    static List<Double> moves(double step) {
        return List.of(step, -step, step / 2, -step / 2);
    }

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
     * One element of a parameter.
     *
     * @param slope {@code d sum(upstream × forward) / d element}
     * @param halved the same with half the step
     * @param sides distance between the one-sided slopes, and {@code halvedSides} with half the step
     * @param noise what rounding errors of the forward may come to in a slope
     */
    record Sample(int offset, double slope, double halved, double sides, double halvedSides, double noise) {
        boolean isFinite() {
            return Double.isFinite(slope) && Double.isFinite(halved) && Double.isFinite(noise);
        }

        boolean isKink(double allowed) {
            boolean apart = Math.abs(slope - halved) > APART * allowed + 3 * noise;
            boolean kept = sides / 2 > allowed + 3 * noise && halvedSides > KEPT * sides;
            return apart || kept;
        }

        /** Whether the output was seen to change with the element. */
        boolean isSeen() {
            return Math.abs(slope) > 3 * noise;
        }
    }

    /**
     * What the moved outputs of one element say.
     *
     * @param output with nothing moved
     * @param moved the outputs of {@link #moves}, stacked
     */
    static Sample sample(int offset, Tensor upstream, Tensor output, Tensor moved, double step) {
        double[] weights = upstream.toDoubles();
        double[] still = output.toDoubles();
        double[] all = moved.toDoubles();
        int size = weights.length;
        double[] sums = new double[4];
        double squares = 0;
        for (int i = 0; i < size; i++) {
            for (int move = 0; move < sums.length; move++) {
                // Differences first: sums of outputs would cancel later and lose more digits.
                sums[move] += weights[i] * (all[move * size + i] - still[i]);
            }
            squares += weights[i] * still[i] * weights[i] * still[i];
        }
        double unit = moved.type() == ElementType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
        return new Sample(
                offset,
                (sums[0] - sums[1]) / (2 * step),
                (sums[2] - sums[3]) / step,
                Math.abs(sums[0] + sums[1]) / step,
                Math.abs(sums[2] + sums[3]) / (step / 2),
                ROUNDING * unit * Math.sqrt(squares) / step);
    }

    /**
     * How a gradient fits the slopes.
     *
     * @param kinks samples that were left out
     * @param tooFew whether fewer than half were left to judge by: the profile is then wrong whatever the gradient is, since
     *     a forward of nothing but kinks would make every gradient right
     */
    record Result(ErrorProfile profile, int kinks, boolean tooFew) {
        static Result of(ErrorProfile profile) {
            return new Result(profile, 0, false);
        }
    }

    /**
     * Whether a forward says nothing of a wrong gradient, because its output does not change, or drowns changes in rounding, at
     * more than half as many elements as the reference's gradient is not zero at. Any backward that returns zeros fits a
     * constant.
     *
     * @param judge the reference's gradient
     * @param byReference how the student's differs from it
     * @param least a smaller gradient is round-off
     */
    static boolean isBlind(Tensor judge, ErrorProfile byReference, List<Sample> samples, double least) {
        if (byReference.within(NEAR_REFERENCE)) {
            return false;
        }
        double[] expected = judge.toDoubles();
        long moving = samples.stream()
                .filter(sample -> sample.offset() < expected.length && Math.abs(expected[sample.offset()]) > least)
                .count();
        return 2 * samples.stream().filter(Sample::isSeen).count() < moving;
    }

    /** What a forward is worth that says nothing of the gradient. */
    static Result blind(Tensor parameter, Tensor gradient) {
        return Result.of(unusable(parameter, gradient, 0));
    }

    /**
     * The student's gradient at the sampled elements against the slopes there; indices are those of the parameter. Dimensions
     * of size 1 are no matter here: which shape is asked for, the reference's gradient says.
     */
    static Result compare(Tensor parameter, Tensor gradient, List<Sample> samples, double tolerance) {
        if (!withoutOnes(gradient).equals(withoutOnes(parameter))) {
            return Result.of(TensorComparison.compare(
                    Tensor.ofDoubles(parameter.shape(), new double[parameter.elements()]), gradient));
        }
        if (!samples.stream().allMatch(Sample::isFinite)) {
            return Result.of(unusable(parameter, gradient, samples.size()));
        }
        double mean = samples.stream()
                .mapToDouble(sample -> Math.abs(sample.slope()))
                .average()
                .orElse(0);
        List<Sample> smooth = samples.stream()
                .filter(sample -> !sample.isKink(tolerance * (mean + Math.abs(sample.slope()))))
                .toList();
        int kinks = samples.size() - smooth.size();
        if (2 * smooth.size() < samples.size()) {
            return new Result(unusable(parameter, gradient, 0), kinks, true);
        }
        return new Result(profile(parameter, gradient, smooth), kinks, false);
    }

    private static List<Long> withoutOnes(Tensor tensor) {
        return tensor.shape().stream().filter(size -> size != 1).toList();
    }

    private static ErrorProfile profile(Tensor parameter, Tensor gradient, List<Sample> samples) {
        double[] all = gradient.toDoubles();
        double[] expected = new double[all.length];
        double[] got = new double[all.length];
        double[] errors = new double[all.length];
        double mean = samples.stream()
                .mapToDouble(sample -> Math.abs(sample.slope()))
                .average()
                .orElse(0);
        for (Sample sample : samples) {
            int i = sample.offset();
            expected[i] = sample.slope();
            got[i] = all[i];
            errors[i] = error(sample, all[i], mean);
        }
        return sampled(TensorComparison.profile(parameter, gradient.type(), expected, got, errors), samples.size());
    }

    /** What rounding can explain is no error: that is how two zeros agree of which one is computed by differences. */
    private static double error(Sample sample, double got, double mean) {
        if (!Double.isFinite(got)) {
            return Double.MAX_VALUE;
        }
        double difference = Math.max(0, Math.abs(got - sample.slope()) - sample.noise());
        double scale = mean + Math.abs(sample.slope());
        if (difference == 0) {
            return 0;
        }
        return Math.min(Double.MAX_VALUE, scale == 0 ? difference : difference / scale);
    }

    /** Only sampled elements count, but indices are those of the whole parameter. */
    private static ErrorProfile sampled(ErrorProfile whole, int samples) {
        return new ErrorProfile(
                whole.expectedShape(),
                whole.actualShape(),
                samples,
                whole.notFinite(),
                whole.maximum(),
                0,
                whole.ladder(),
                whole.worst(),
                whole.expectedType(),
                whole.actualType());
    }

    private static ErrorProfile unusable(Tensor parameter, Tensor gradient, int notFinite) {
        Long[] ladder = new Long[ErrorProfile.TOLERANCES.size()];
        Arrays.fill(ladder, (long) notFinite);
        return new ErrorProfile(
                parameter.shape(),
                gradient.shape(),
                notFinite,
                notFinite,
                Double.MAX_VALUE,
                Double.MAX_VALUE,
                List.of(ladder),
                List.of());
    }
}
