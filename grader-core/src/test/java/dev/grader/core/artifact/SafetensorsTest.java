package dev.grader.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private static byte[] file(String header, int... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        for (int value : data) {
            file.put((byte) value);
        }
        return file.array();
    }

    private static Map<String, Tensor> read(String header, int... data) throws UnreadableArtifactException {
        return Safetensors.read("w.safetensors", file(header.replace('\'', '"'), data));
    }

    @Test
    void moreNamesThanOneMessageHoldsAreRefused() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 5_000; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("'")
                    .append("layer".repeat(8))
                    .append(i)
                    .append("':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}");
        }

        assertThatThrownBy(() -> read(header.append("}").toString()))
                .isInstanceOf(UnreadableArtifactException.class)
                .hasMessageContaining("too many tensors with too long names");
    }

    @Test
    void readsEveryTypeWithoutLoss() throws UnreadableArtifactException {
        Map<String, Tensor> tensors = read(
                "{'__metadata__':{'format':'pt'},'h':{'dtype':'F16','shape':[2],'data_offsets':[0,4]},"
                        + "'b':{'dtype':'BF16','shape':[1],'data_offsets':[4,6]},'i':{'dtype':'I8','shape':[1],'data_offsets':[6,7]},"
                        + "'n':{'dtype':'I64','shape':[],'data_offsets':[7,15]},'f':{'dtype':'F32','shape':[1,1],'data_offsets':[15,19]}}  ",
                0x00,
                0x3C,
                0x00,
                0xC0,
                0xC0,
                0x3F,
                0xFF,
                7,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0x80,
                0x3E);

        assertThat(tensors.keySet()).containsExactly("h", "b", "i", "n", "f");
        assertThat(Objects.requireNonNull(tensors.get("h")).toDoubles()).containsExactly(1, -2);
        assertThat(Objects.requireNonNull(tensors.get("h")).type()).isEqualTo(ElementType.FLOAT32);
        assertThat(Objects.requireNonNull(tensors.get("b")).toDoubles()).containsExactly(1.5);
        assertThat(Objects.requireNonNull(tensors.get("i")).toDoubles()).containsExactly(-1);
        assertThat(Objects.requireNonNull(tensors.get("n")).toDoubles()).containsExactly(7);
        assertThat(Objects.requireNonNull(tensors.get("f")).toDoubles()).containsExactly(0.25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[2,6]}}|tensor 'b': its data overlap",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|tensor 'a': there are 4 bytes before it",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|4 bytes at the end belong to no tensor",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}|tensor 'a': the data_offsets [0, 12] do not lie in the file",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|tensor 'a': the shape [3] of F32 needs 12 bytes",
                "{'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}}|the type 'F8_E4M3' is not read",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}|shape must consist of whole numbers from 0",
                "{'a':{'dtype':'F64','shape':[9223372036854775807,9],'data_offsets':[0,8]}}|is too large",
                "{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}}|has a name twice",
                "{'a':{'dtype':'F64','shape':[[[[[1]]]]],'data_offsets':[0,8]}}|not readable JSON",
                "[1]|must be an object",
                "{'a':|not readable JSON",
            })
    void refusesWhatHasNoSingleMeaning(String header, String message) {
        assertThatThrownBy(() -> read(header, 0, 0, 0, 0, 0, 0, 0, 0))
                .isInstanceOf(UnreadableArtifactException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesLengthsThatCannotBe() {
        byte[] negative = new byte[16];
        negative[7] = (byte) 0x80;

        assertThatThrownBy(() -> Safetensors.read("w", negative)).hasMessageContaining("9223372036854775808 bytes");
        assertThatThrownBy(() -> Safetensors.read("w", new byte[3])).hasMessageContaining("only 3 bytes");
    }

    @Test
    void neverOpensAPickleAndSaysHowToSaveWeights() {
        assertThatThrownBy(() -> Safetensors.read("w", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0}))
                .hasMessageContaining("a pickle, which is never opened")
                .hasMessageContaining("save_file(model.state_dict()");
        assertThatThrownBy(() -> Safetensors.read("w", new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.', 0, 0, 0}))
                .hasMessageContaining("a pickle, which is never opened");
    }
}
