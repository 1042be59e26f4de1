package dev.grader.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.grader.core.protocol.FrameException.Kind;
import dev.grader.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
    private static final FrameCaps CAPS = new FrameCaps(1_000, 10_000, 50_000, 20);
    private static final Tensor TENSOR = Tensor.ofFloats(List.of(2L, 2L), 1, -2, 3.5f, 0);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 12, 13, 1024, 100_000})
    void piecesOfAnySizeGiveTheSameFrames(int piece) throws IOException {
        byte[] noise = new byte[9_000];
        new Random(1).nextBytes(noise);
        List<Frame> sent = List.of(Frames.end(), Frames.tensor("u1", "c1.0", TENSOR), Frames.blob("m1", noise));
        byte[] stream = stream(sent);
        List<Frame> received = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(CAPS, received::add);
        // One array that is reused, as the client of the engine does it.
        byte[] reused = new byte[piece];
        for (int i = 0; i < stream.length; i += piece) {
            int length = Math.min(piece, stream.length - i);
            System.arraycopy(stream, i, reused, 0, length);
            decoder.accept(reused, 0, length);
        }
        decoder.end();
        // As text: a small number is read back as another node type than it was written from.
        assertThat(received).extracting(Frame::toString).isEqualTo(texts(sent));
        assertThat(received.getLast().payload()).isEqualTo(sent.getLast().payload());
        assertThat(Frames.tensor(received.get(1))).isEqualTo(TENSOR);
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        byte[] stream = stream(List.of(Frames.tensor("u1", "c1.0", TENSOR)));
        for (int length = 1; length < stream.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(stream, 0, cut, 0, length);
            FrameReader reader = new FrameReader(new ByteArrayInputStream(cut), CAPS);
            assertThatThrownBy(reader::next)
                    .as("%s bytes of %s", length, stream.length)
                    .isInstanceOfSatisfying(
                            FrameException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRUNCATED));
        }
    }

    @Test
    void aCapIsBrokenByTheAnnouncementAlone() {
        refuses(prefix(1_001, 0), Kind.TOO_MUCH);
        refuses(prefix(-1, 0), Kind.TOO_MUCH);
        refuses(prefix(10, 10_001), Kind.TOO_MUCH);
        refuses(prefix(10, -1), Kind.TOO_MUCH);
        refuses(prefix(10, Long.MAX_VALUE), Kind.TOO_MUCH);
    }

    @Test
    void sumAndNumberOfFramesAreCapped() throws IOException {
        List<Frame> large = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            large.add(Frames.blob("m1", new byte[9_000]));
        }
        refuses(stream(large), Kind.TOO_MUCH);
        List<Frame> many = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            many.add(Frames.end());
        }
        refuses(stream(many), Kind.TOO_MUCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "7",
                "\"frame\"",
                "{}",
                "{\"frame\":1}",
                "{\"frame\":\"end\"} {}",
                "{\"frame\":\"end\"",
                "\u0000\u0000"
            })
    void aHeaderThatIsNoObjectWithATypeIsRefused(String header) {
        byte[] bytes = header.getBytes(UTF_8);
        refuses(
                ByteBuffer.allocate(12 + bytes.length)
                        .put(prefix(bytes.length, 0))
                        .put(bytes)
                        .array(),
                Kind.MALFORMED);
    }

    @Test
    void aDeeplyNestedHeaderIsRefusedAndNotFollowed() {
        byte[] bytes = ("{\"frame\":\"end\",\"a\":" + "[".repeat(400) + "]".repeat(400) + "}").getBytes(UTF_8);
        refuses(
                ByteBuffer.allocate(12 + bytes.length)
                        .put(prefix(bytes.length, 0))
                        .put(bytes)
                        .array(),
                Kind.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"frame\":\"tensor\",\"dtype\":\"float32\",\"shape\":[3]}",
                "{\"frame\":\"tensor\",\"dtype\":\"float32\",\"shape\":[-1,-4]}",
                "{\"frame\":\"tensor\",\"dtype\":\"float32\",\"shape\":[1.5]}",
                "{\"frame\":\"tensor\",\"dtype\":\"float32\",\"shape\":[4294967296,4294967296,4294967296]}",
                "{\"frame\":\"tensor\",\"dtype\":\"float32\"}",
                "{\"frame\":\"tensor\",\"dtype\":\"object\",\"shape\":[4]}"
            })
    void aTensorMustFitItsPayload(String header) throws IOException {
        byte[] bytes = header.getBytes(UTF_8);
        byte[] stream = ByteBuffer.allocate(12 + bytes.length + 16)
                .put(prefix(bytes.length, 16))
                .put(bytes)
                .array();
        Frame frame =
                new FrameReader(new ByteArrayInputStream(stream), CAPS).next().orElseThrow();
        assertThatThrownBy(() -> Frames.tensor(frame)).isInstanceOf(FrameException.class);
    }

    @Test
    void aHeaderTooLargeForTheProtocolIsNotWritten() {
        Frame frame = Frame.of(JsonNodeFactory.instance
                .objectNode()
                .put("frame", "job")
                .put("plan", "x".repeat(FrameCaps.MAXIMUM_HEADER)));
        assertThatThrownBy(() -> FrameWriter.head(frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("split the plan");
    }

    private static void refuses(byte[] stream, Kind kind) {
        FrameDecoder decoder = new FrameDecoder(CAPS, frame -> {});
        assertThatThrownBy(() -> decoder.accept(stream, 0, stream.length))
                .isInstanceOfSatisfying(
                        FrameException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static List<String> texts(List<Frame> frames) {
        return frames.stream().map(Frame::toString).toList();
    }

    private static byte[] prefix(int header, long payload) {
        return ByteBuffer.allocate(12).putInt(header).putLong(payload).array();
    }

    private static byte[] stream(List<Frame> frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(bytes);
        for (Frame frame : frames) {
            writer.write(frame);
        }
        return bytes.toByteArray();
    }
}
