package dev.grader.pipeline.step;

import dev.grader.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Picks along one axis of a tensor. */
final class Axes {
    private Axes() {}

    /** How many elements the axis has; a negative axis counts from the end. */
    static int length(Tensor tensor, int axis) {
        return Math.toIntExact(tensor.shape().get(position(tensor, axis)));
    }

    /** Whether the tensor has the axis. */
    static boolean has(Tensor tensor, int axis) {
        int dimensions = tensor.shape().size();
        return axis >= -dimensions && axis < dimensions;
    }

    /** The tensor of the elements with these indices on the axis, in this order. */
    static Tensor take(Tensor tensor, int axis, int[] indices) {
        return take(List.of(tensor), axis, indices, new int[indices.length]);
    }

    /**
     * The same from several tensors of one shape.
     *
     * @param sources for each index, of which tensor it is
     */
    static Tensor take(List<Tensor> tensors, int axis, int[] indices, int[] sources) {
        Tensor first = tensors.getFirst();
        int position = position(first, axis);
        int inner = first.type().bytes();
        int outer = 1;
        for (int i = 0; i < first.shape().size(); i++) {
            int size = Math.toIntExact(first.shape().get(i));
            outer *= i < position ? size : 1;
            inner *= i > position ? size : 1;
        }
        int length = length(first, axis);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (int block = 0; block < outer; block++) {
            for (int i = 0; i < indices.length; i++) {
                data.write(tensors.get(sources[i]).data(), (block * length + indices[i]) * inner, inner);
            }
        }
        List<Long> shape = new ArrayList<>(first.shape());
        shape.set(position, (long) indices.length);
        return new Tensor(first.type(), shape, data.toByteArray());
    }

    /** From one index up to, without, another. */
    static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /** For each place, the index of what stands there after a shift that wraps around. */
    static int[] shifted(int length, int shift) {
        return IntStream.range(0, length)
                .map(place -> Math.floorMod(place - shift, length))
                .toArray();
    }

    /** Sums along the axis, in double precision. */
    static Tensor sum(Tensor tensor, int axis) {
        int length = length(tensor, axis);
        double[] sums = take(tensor, axis, new int[] {0}).toDoubles();
        List<Long> shape = new ArrayList<>(tensor.shape());
        shape.remove(position(tensor, axis));
        for (int i = 1; i < length; i++) {
            double[] next = take(tensor, axis, new int[] {i}).toDoubles();
            for (int j = 0; j < sums.length; j++) {
                sums[j] += next[j];
            }
        }
        return Tensor.ofDoubles(shape, sums);
    }

    private static int position(Tensor tensor, int axis) {
        if (!has(tensor, axis)) {
            throw new IllegalArgumentException("shape " + tensor.shape() + " has no axis " + axis);
        }
        return axis < 0 ? axis + tensor.shape().size() : axis;
    }
}
