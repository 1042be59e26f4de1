package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws parameters anew by their shapes, a function of the seed alone, so that neither trained weights nor a lucky seed count.
 * What is written down in docs/suites.md under "Initial weights" is this.
 */
final class InitialWeights {
    private static final long STREAM = 0x5EED_1217L;
    private static final String BIAS = "bias";
    private static final String WEIGHT = "weight";

    private InitialWeights() {}

    static void draw(TrainableModule module, long seed) throws StudentException {
        SplittableRandom random = new SplittableRandom(seed ^ STREAM);
        Map<String, PtNDArray> parameters = module.parameters();
        for (Map.Entry<String, PtNDArray> entry : parameters.entrySet()) {
            PtNDArray parameter = entry.getValue();
            // A stream of its own for each, so that one that keeps its value shifts no other.
            SplittableRandom own = random.split();
            if (!parameter.getDataType().isFloating() || !JniUtils.requiresGrad(parameter)) {
                continue;
            }
            Shape shape = parameter.getShape();
            if (shape.dimension() < 2 && isConstant(parameter)) {
                continue;
            }
            module.set(
                    entry.getKey(),
                    uniform(shape, 1 / Math.sqrt((double) fanIn(entry.getKey(), shape, parameters)), own));
        }
    }

    private static boolean isConstant(NDArray parameter) {
        try (NDArray wide = parameter.toType(DataType.FLOAT64, true)) {
            double[] values = wide.toDoubleArray();
            for (double value : values) {
                if (value != values[0]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static long fanIn(String name, Shape shape, Map<String, PtNDArray> parameters) {
        if (shape.dimension() >= 2) {
            return Math.max(1, shape.size() / Math.max(1, shape.get(0)));
        }
        if (name.endsWith(BIAS)) {
            PtNDArray weight = parameters.get(name.substring(0, name.length() - BIAS.length()) + WEIGHT);
            if (weight != null && weight.getShape().dimension() >= 2) {
                return fanIn(WEIGHT, weight.getShape(), parameters);
            }
        }
        return Math.max(1, shape.size());
    }

    private static WireTensor uniform(Shape shape, double bound, SplittableRandom random) {
        int elements = Math.toIntExact(shape.size());
        ByteBuffer data = ByteBuffer.allocateDirect(elements * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            data.putDouble((2 * random.nextDouble() - 1) * bound);
        }
        return new WireTensor(ElementType.FLOAT64, shape, data.flip());
    }
}
