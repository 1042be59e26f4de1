package dev.grader.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NpyTest {
    private static final String FLOATS = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";

    @ParameterizedTest
    @EnumSource(ElementType.class)
    void readsWhatItWrites(ElementType type) {
        for (List<Long> shape : List.of(List.<Long>of(), List.of(3L), List.of(2L, 3L), List.of(0L, 4L))) {
            int elements = (int) shape.stream().reduce(1L, (a, b) -> a * b).longValue();
            Tensor tensor = new Tensor(type, shape, new byte[elements * type.bytes()]);

            byte[] file = Npy.write(tensor);

            assertThat(Npy.read(file)).isEqualTo(tensor);
            // numpy.save aligns the data to 64 bytes.
            assertThat((file.length - tensor.data().length) % 64).isZero();
        }
    }

    @Test
    void writesTheBytesOfNumpy() {
        // numpy.save(file, numpy.array([1.0, -2.5], dtype="float32")) with NumPy 1.24.
        byte[] expected = file(1, FLOATS + " ".repeat(60) + "\n", 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0);

        assertThat(Npy.write(Tensor.ofFloats(List.of(2L), 1, -2.5f))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readsAllVersions(int version) {
        Tensor tensor = Npy.read(file(version, FLOATS + "\n", 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0));

        assertThat(tensor).isEqualTo(Tensor.ofFloats(List.of(2L), 1, -2.5f));
    }

    static Stream<Integer> versions() {
        return Stream.of(1, 2, 3);
    }

    static Stream<Arguments> refused() {
        byte[] good = file(1, FLOATS, 0, 0, 0, 0, 0, 0, 0, 0);
        return Stream.of(
                arguments("not a .npy", "1,2,3,4,5,6,7".getBytes(StandardCharsets.UTF_8), "numpy.save"),
                arguments("empty", new byte[0], "numpy.save"),
                arguments("unknown version", file(4, FLOATS), "version 4.0"),
                arguments("ends in the header", Arrays.copyOf(good, 20), "ends inside"),
                arguments("ends in the data", Arrays.copyOf(good, good.length - 1), "needs 8 bytes"),
                arguments("data left over", file(1, FLOATS, 0, 0, 0, 0, 0, 0, 0, 0, 0), "needs 8 bytes"),
                arguments("Fortran order", file(1, FLOATS.replace("False", "True")), "ascontiguousarray"),
                arguments("big endian", file(1, FLOATS.replace("<f4", ">f4")), "'>f4'"),
                arguments("half precision", file(1, FLOATS.replace("<f4", "<f2")), "'<f2'"),
                arguments("objects", file(1, FLOATS.replace("<f4", "|O")), "'|O'"),
                arguments(
                        "structured",
                        file(1, "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }"),
                        "structured"),
                arguments("an expression", file(1, FLOATS.replace("(2,)", "(2*1,)")), "not understood"),
                arguments("a key more", file(1, FLOATS.replace("}", "'x': 1}")), "not understood"),
                arguments("a key twice", file(1, "{'shape': (2,), 'shape': (2,), 'shape': (2,)}"), "not understood"),
                arguments("huge", file(1, FLOATS.replace("(2,)", "(999999999999999999, 99999)")), "too large"),
                arguments("overlong", file(1, FLOATS.replace("(2,)", "(99999999999999999999,)")), "no shape"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String what, byte[] file, String said) {
        assertThatIllegalArgumentException().isThrownBy(() -> Npy.read(file)).withMessageContaining(said);
    }

    private static byte[] file(int version, String header, int... data) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        file.write(header.length() & 0xFF);
        file.write(header.length() >> 8);
        if (version > 1) {
            file.writeBytes(new byte[2]);
        }
        file.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        for (int value : data) {
            file.write(value);
        }
        return file.toByteArray();
    }
}
