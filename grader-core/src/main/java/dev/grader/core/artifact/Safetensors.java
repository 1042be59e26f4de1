package dev.grader.core.artifact;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.core.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of the safetensors format: a length, a header in JSON, and the elements of all tensors one after the other without gap or
 * overlap. Anything else is refused, so that every byte of a file has one meaning.
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    private static final int MAXIMUM_HEADER = 4 << 20;
    private static final int MAXIMUM_TENSORS = 10_000;
    private static final int MAXIMUM_NAME = 256;
    /** The names are sent on in the head of one message, which has a limit of its own. */
    private static final int MAXIMUM_NAMES = 200_000;

    private static final int NUMBER = 16;
    private static final int MAXIMUM_NESTING = 4;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = mapper();

    private final String file;
    private final byte[] content;
    private final int begin;

    private Safetensors(String file, byte[] content, int begin) {
        this.file = file;
        this.content = content;
        this.begin = begin;
    }

    private record Entry(String name, SafetensorsType type, List<Long> shape, long from, long to) {}

    /**
     * The tensors by name, in the order of the header; small floats are widened to float32, small integers to int32.
     *
     * @param file its name, for messages
     * @throws UnreadableArtifactException that says what is wrong and how to save the file
     */
    public static Map<String, Tensor> read(String file, byte[] content) throws UnreadableArtifactException {
        if (TorchFile.isPickle(content)) {
            throw new UnreadableArtifactException(
                    file + " is no safetensors file but one of torch.save, a pickle, which" + " is never opened; "
                            + TorchFile.HOW_TO_SAVE_WEIGHTS);
        }
        if (content.length < LENGTH_BYTES) {
            throw new UnreadableArtifactException(
                    file + " has only " + content.length + " bytes: it is no safetensors" + " file");
        }
        long header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (header < 2 || header > MAXIMUM_HEADER || header > content.length - LENGTH_BYTES) {
            throw new UnreadableArtifactException(file + " is no safetensors file, or not all of it: its header should"
                    + " have " + Long.toUnsignedString(header) + " bytes; " + TorchFile.HOW_TO_SAVE_WEIGHTS);
        }
        int begin = LENGTH_BYTES + (int) header;
        return new Safetensors(file, content, begin).tensors();
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAXIMUM_NESTING)
                        .build());
        return mapper;
    }

    private Map<String, Tensor> tensors() throws UnreadableArtifactException {
        List<Entry> entries = entries(header());
        contiguous(entries);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            byte[] data = Arrays.copyOfRange(content, begin + (int) entry.from(), begin + (int) entry.to());
            tensors.put(entry.name(), entry.type().tensor(entry.shape(), data));
        }
        return tensors;
    }

    private JsonNode header() throws UnreadableArtifactException {
        JsonNode header;
        try {
            header = JSON.readTree(content, LENGTH_BYTES, begin - LENGTH_BYTES);
        } catch (IOException malformed) {
            throw new UnreadableArtifactException(
                    file + ": the header is not readable JSON, or has a name twice; " + TorchFile.HOW_TO_SAVE_WEIGHTS);
        }
        if (!header.isObject() || header.size() > MAXIMUM_TENSORS) {
            throw new UnreadableArtifactException(
                    file + ": the header must be an object of at most " + MAXIMUM_TENSORS + " tensors");
        }
        return header;
    }

    private List<Entry> entries(JsonNode header) throws UnreadableArtifactException {
        List<Entry> entries = new ArrayList<>();
        long names = 0;
        for (Map.Entry<String, JsonNode> member : header.properties()) {
            names += NUMBER + JsonStringEncoder.getInstance().quoteAsUTF8(member.getKey()).length;
            if (names > MAXIMUM_NAMES) {
                throw new UnreadableArtifactException(
                        file + " has too many tensors with too long names: they come to more" + " than " + MAXIMUM_NAMES
                                + " bytes; " + TorchFile.HOW_TO_SAVE_WEIGHTS);
            }
            if (!member.getKey().equals(METADATA)) {
                entries.add(entry(member.getKey(), member.getValue()));
            }
        }
        return entries;
    }

    private Entry entry(String name, JsonNode node) throws UnreadableArtifactException {
        if (name.isEmpty() || name.length() > MAXIMUM_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableArtifactException(file + ": a tensor has no proper name");
        }
        SafetensorsType type = SafetensorsType.of(node.path("dtype").asText())
                .orElseThrow(() -> wrong(
                        name,
                        "the type '" + node.path("dtype").asText() + "' is not read; save it as one of "
                                + Arrays.toString(SafetensorsType.values())));
        List<Long> shape = numbers(name, node.path("shape"), "shape", Tensor.MAXIMUM_DIMENSIONS);
        List<Long> offsets = numbers(name, node.path("data_offsets"), "data_offsets", 2);
        long available = (long) content.length - begin;
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > available) {
            throw wrong(
                    name,
                    "the data_offsets " + offsets + " do not lie in the file, which has " + available
                            + " bytes of data; was it uploaded whole?");
        }
        long bytes;
        try {
            bytes = shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw wrong(name, "the shape " + shape + " is too large");
        }
        if (bytes != offsets.get(1) - offsets.get(0)) {
            throw wrong(
                    name,
                    "the shape " + shape + " of " + type + " needs " + bytes + " bytes, but data_offsets " + offsets
                            + " give " + (offsets.get(1) - offsets.get(0)));
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private List<Long> numbers(String name, JsonNode node, String what, int most) throws UnreadableArtifactException {
        List<Long> numbers = new ArrayList<>();
        if (!node.isArray() || node.size() > most) {
            throw wrong(name, what + " must be a list of at most " + most + " numbers");
        }
        for (JsonNode number : node) {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                throw wrong(name, what + " must consist of whole numbers from 0");
            }
            numbers.add(number.asLong());
        }
        return numbers;
    }

    private void contiguous(List<Entry> entries) throws UnreadableArtifactException {
        long end = 0;
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to))
                .toList();
        for (Entry entry : sorted) {
            if (entry.from() != end) {
                throw wrong(
                        entry.name(),
                        entry.from() < end
                                ? "its data overlap with those of another tensor"
                                : "there are " + (entry.from() - end) + " bytes before it that belong to no tensor");
            }
            end = entry.to();
        }
        if (end != content.length - begin) {
            throw new UnreadableArtifactException(
                    file + ": " + (content.length - begin - end) + " bytes at the end belong to no tensor");
        }
    }

    private UnreadableArtifactException wrong(String name, String what) {
        return new UnreadableArtifactException(file + ", tensor '" + name + "': " + what);
    }
}
