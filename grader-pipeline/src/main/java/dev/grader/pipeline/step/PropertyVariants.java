package dev.grader.pipeline.step;

import dev.grader.core.suite.Property;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The inputs by which a property is tried. They are drawn with a secret of the suite version, whatever the visibility, so that
 * no code can know them.
 */
final class PropertyVariants {
    private static final int TRIES = 2;

    private final Property property;
    private final Tensor input;
    private final Tensor other;
    private final SplittableRandom random;

    /**
     * Variants of one case.
     *
     * @param secret from {@link dev.grader.core.suite.Seeds#perturbation}
     */
    PropertyVariants(
            Property property, Value value, Tensor input, Function<String, byte[]> files, long secret, int number) {
        this.property = property;
        this.input = input;
        this.random = new SplittableRandom(secret + number);
        this.other = other(value, files);
    }

    /** Of the same kind and shape, but drawn anew: the output must not be the same. */
    Tensor other() {
        return other;
    }

    private Tensor other(Value value, Function<String, byte[]> files) {
        if (value instanceof Value.Generated drawn && drawn.distribution() != Value.Distribution.CONSTANT) {
            return ValueGenerator.generate(drawn, files, random.nextLong() | 1);
        }
        // The elements in another order: numbers of the same kind.
        int[] order = permutation(input.elements());
        Tensor flat = new Tensor(input.type(), List.of((long) input.elements()), input.data());
        return new Tensor(input.type(), input.shape(), Axes.take(flat, 0, order).data());
    }

    /** One way to change the input: indices along the axis, or a position up to which nothing is changed. */
    record Change(int[] indices, int position, Tensor input) {
        @Override
        public boolean equals(Object object) {
            return object instanceof Change change && input.equals(change.input) && position == change.position;
        }

        @Override
        public int hashCode() {
            return input.hashCode();
        }

        @Override
        public String toString() {
            return "Change[" + Arrays.toString(indices) + ", " + position + "]";
        }
    }

    /** The changed inputs; none for properties of a single input. */
    List<Change> changes() {
        return switch (property.name()) {
            case PERMUTATION_INVARIANCE, PERMUTATION_EQUIVARIANCE ->
                IntStream.range(0, TRIES).mapToObj(ignored -> permuted()).toList();
            case TRANSLATION_EQUIVARIANCE -> List.of(taken(Axes.shifted(length(), property.shift())));
            case CAUSALITY -> {
                int last = length() - 1;
                yield IntStream.of(0, random.nextInt(last), last - 1)
                        .distinct()
                        .mapToObj(this::changedAfter)
                        .toList();
            }
            case IDEMPOTENCE, SUMS_TO_ONE, ROUND_TRIP -> List.of();
        };
    }

    private int length() {
        int length = Axes.length(input, property.axis());
        if (length < 2) {
            throw new IllegalArgumentException("axis " + property.axis() + " of shape " + input.shape()
                    + " needs 2 elements at the least for a property");
        }
        return length;
    }

    private Change permuted() {
        return taken(permutation(length()));
    }

    private Change taken(int[] indices) {
        return new Change(indices, -1, Axes.take(input, property.axis(), indices));
    }

    private Change changedAfter(int position) {
        int[] indices = Axes.range(0, length());
        int[] sources =
                Arrays.stream(indices).map(index -> index > position ? 1 : 0).toArray();
        return new Change(indices, position, Axes.take(List.of(input, other), property.axis(), indices, sources));
    }

    /** Never the one that changes nothing. */
    private int[] permutation(int length) {
        int[] order = Axes.range(0, length);
        do {
            for (int i = length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
        } while (length > 1 && Arrays.equals(order, Axes.range(0, length)));
        return order;
    }
}
