package dev.grader.core.suite;

import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Makes the arrays that a suite declares: the same bytes for the same seed and salt on every Java runtime and machine.
 * That is why the Gaussian is drawn here and with {@link StrictMath}; the library's may change between releases.
 */
public final class ValueGenerator {
    private ValueGenerator() {}

    /**
     * The array of a value.
     *
     * @param bundle holds the stored arrays
     * @param salt from {@link Seeds#salt}; mixed into the seed, 0 leaves it as it is
     * @throws IllegalArgumentException for what is no array
     */
    public static Tensor generate(Value value, SuiteBundle bundle, long salt) {
        return generate(value, bundle::file, salt);
    }

    /**
     * The array of a value.
     *
     * @param files content of a file of the suite by path
     * @param salt from {@link Seeds#salt}; mixed into the seed, 0 leaves it as it is
     * @throws IllegalArgumentException for what is no array
     */
    public static Tensor generate(Value value, Function<String, byte[]> files, long salt) {
        if (value instanceof Value.Stored stored) {
            return Npy.read(files.apply(stored.file()));
        }
        if (value instanceof Value.Generated generated) {
            return fill(generated, salt);
        }
        throw new IllegalArgumentException(
                value instanceof Value.Literal literal
                        ? "the literal " + literal.json() + " is no array"
                        : value + " is no array");
    }

    private static Tensor fill(Value.Generated value, long salt) {
        // Two rounds of mixing: neighbouring seeds under neighbouring salts stay unrelated.
        SplittableRandom random = new SplittableRandom(
                salt == 0 ? value.seed() : new SplittableRandom(salt ^ mixed(value.seed())).nextLong());
        return switch (value.distribution()) {
            case NORMAL -> {
                Gaussian gaussian = new Gaussian(random);
                yield fill(value, () -> value.first() + value.second() * gaussian.next());
            }
            case UNIFORM -> fill(value, () -> value.first() + (value.second() - value.first()) * random.nextDouble());
            case INTEGERS -> integers(value, random);
            case CONSTANT -> fill(value, value::first);
            case BERNOULLI -> fill(value, () -> random.nextDouble() < value.first() ? 1 : 0);
            case LOWER_TRIANGLE -> lowerTriangle(value);
        };
    }

    private static long mixed(long seed) {
        return new SplittableRandom(seed).nextLong();
    }

    private static Tensor integers(Value.Generated value, SplittableRandom random) {
        long low = (long) value.first();
        long high = (long) value.second();
        return elements(value, buffer -> put(buffer, value.type(), random.nextLong(low, high)));
    }

    private static Tensor lowerTriangle(Value.Generated value) {
        long columns = value.shape().getLast();
        AtomicLong offset = new AtomicLong();
        return fill(value, () -> {
            long element = offset.getAndIncrement();
            return element % columns <= element / columns ? 1 : 0;
        });
    }

    private static Tensor fill(Value.Generated value, DoubleSupplier draw) {
        return elements(value, buffer -> put(buffer, value.type(), draw.getAsDouble()));
    }

    private static Tensor elements(Value.Generated value, Consumer<ByteBuffer> element) {
        long elements = value.shape().stream().reduce(1L, Math::multiplyExact);
        byte[] data = new byte
                [Math.toIntExact(Math.multiplyExact(elements, value.type().bytes()))];
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            element.accept(buffer);
        }
        return new Tensor(value.type(), value.shape(), data);
    }

    private static void put(ByteBuffer buffer, ElementType type, double element) {
        switch (type) {
            case FLOAT32 -> buffer.putFloat((float) element);
            case FLOAT64 -> buffer.putDouble(element);
            case BOOL, UINT8, INT32, INT64 -> put(buffer, type, (long) element);
        }
    }

    private static void put(ByteBuffer buffer, ElementType type, long element) {
        switch (type) {
            case BOOL -> buffer.put((byte) (element == 0 ? 0 : 1));
            case UINT8 -> buffer.put((byte) element);
            case INT32 -> buffer.putInt((int) element);
            case INT64 -> buffer.putLong(element);
            case FLOAT32 -> buffer.putFloat((float) element);
            case FLOAT64 -> buffer.putDouble((double) element);
        }
    }

    /** Marsaglia's polar method. */
    private static final class Gaussian {
        private final SplittableRandom random;
        private double spare = Double.NaN;

        Gaussian(SplittableRandom random) {
            this.random = random;
        }

        double next() {
            if (!Double.isNaN(spare)) {
                double result = spare;
                spare = Double.NaN;
                return result;
            }
            double x;
            double y;
            double square;
            do {
                x = 2 * random.nextDouble() - 1;
                y = 2 * random.nextDouble() - 1;
                square = x * x + y * y;
            } while (square >= 1 || square == 0);
            double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            spare = y * factor;
            return x * factor;
        }
    }
}
