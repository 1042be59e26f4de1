package dev.grader.pipeline.torchscript;

import dev.grader.pipeline.torchscript.Pickled.Call;
import dev.grader.pipeline.torchscript.Pickled.Dictionary;
import dev.grader.pipeline.torchscript.Pickled.Instance;
import dev.grader.pipeline.torchscript.Pickled.Name;
import dev.grader.pipeline.torchscript.Pickled.Plain;
import dev.grader.pipeline.torchscript.Pickled.Sequence;
import dev.grader.pipeline.torchscript.Pickled.Storage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the opcodes of Python's pickle format that torch writes into TorchScript archives, and refuses every other one. What is
 * read are {@link Pickled} values: no name in the pickle is looked up, nothing is called.
 */
final class PickleReader {
    /** What torch writes has some dozens for each tensor; each can take a hundred bytes of memory. */
    private static final int MAXIMUM_OPERATIONS = 2_000_000;

    private final ByteBuffer bytes;
    private final List<Pickled> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Pickled> memo = new HashMap<>();
    private int operationsLeft = MAXIMUM_OPERATIONS;

    private PickleReader(byte[] pickle) {
        this.bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a pickle.
     *
     * @throws UnreadableArchiveException when it holds what torch does not write
     */
    static Pickled read(byte[] pickle) throws UnreadableArchiveException {
        PickleReader reader = new PickleReader(pickle);
        try {
            while (reader.operationsLeft-- > 0) {
                int code = reader.bytes.get() & 0xFF;
                if (code == '.') {
                    return reader.pop();
                }
                reader.operation(code);
            }
        } catch (BufferUnderflowException e) {
            throw new UnreadableArchiveException("a pickle that ends too early");
        }
        throw new UnreadableArchiveException("a pickle of too many operations");
    }

    private void operation(int code) throws UnreadableArchiveException {
        switch (code) {
            case 0x80 -> bytes.get(); // PROTO
            case '(' -> marks.push(stack.size());
            case 'q' -> memo.put(bytes.get() & 0xFF, top());
            case 'r' -> memo.put(bytes.getInt(), top());
            case 'h' -> stack.add(remembered(bytes.get() & 0xFF));
            case 'j' -> stack.add(remembered(bytes.getInt()));
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (bytes.get() & 0xFF));
            case 'M' -> push((long) (bytes.getShort() & 0xFFFF));
            case 'J' -> push((long) bytes.getInt());
            case 0x8A -> push(longInteger());
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
            case 'X' -> push(text(bytes.getInt()));
            case 0x8C -> push(text(bytes.get() & 0xFF));
            case ']' -> stack.add(new Sequence(new ArrayList<>()));
            case ')' -> stack.add(new Sequence(List.of()));
            case '}' -> stack.add(new Dictionary(new LinkedHashMap<>()));
            case 't' -> stack.add(new Sequence(sinceMark()));
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 'a' -> append(List.of(pop()));
            case 'e' -> append(sinceMark());
            case 's' -> {
                Pickled value = pop();
                Pickled key = pop();
                put(List.of(key, value));
            }
            case 'u' -> put(sinceMark());
            case 'c' -> stack.add(new Name(line() + "." + line()));
            case 'Q' -> stack.add(storage(pop()));
            case 'R' -> reduce();
            case 0x81 -> newObject();
            case 'b' -> build();
            default ->
                throw new UnreadableArchiveException(
                        "an operation that torch does not write: 0x" + Integer.toHexString(code));
        }
    }

    private void push(@Nullable Object value) {
        stack.add(new Plain(value));
    }

    private Pickled pop() throws UnreadableArchiveException {
        if (stack.isEmpty()) {
            throw new UnreadableArchiveException("a pickle that takes more than it has put");
        }
        return stack.removeLast();
    }

    private Pickled top() throws UnreadableArchiveException {
        Pickled value = pop();
        stack.add(value);
        return value;
    }

    private Pickled remembered(int number) throws UnreadableArchiveException {
        Pickled value = memo.get(number);
        if (value == null) {
            throw new UnreadableArchiveException("a pickle that recalls what it never noted");
        }
        return value;
    }

    private List<Pickled> sinceMark() throws UnreadableArchiveException {
        Integer mark = marks.poll();
        if (mark == null || mark > stack.size()) {
            throw new UnreadableArchiveException("a pickle without the mark that it goes back to");
        }
        List<Pickled> above = stack.subList(mark, stack.size());
        List<Pickled> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    private void tuple(int size) throws UnreadableArchiveException {
        Pickled[] items = new Pickled[size];
        for (int i = size - 1; i >= 0; i--) {
            items[i] = pop();
        }
        stack.add(new Sequence(List.of(items)));
    }

    private void append(List<Pickled> items) throws UnreadableArchiveException {
        if (!(top() instanceof Sequence sequence) || !(sequence.items() instanceof ArrayList)) {
            throw new UnreadableArchiveException("a pickle that appends to something else than a list");
        }
        sequence.items().addAll(items);
    }

    private void put(List<Pickled> pairs) throws UnreadableArchiveException {
        if (!(top() instanceof Dictionary dictionary) || pairs.size() % 2 != 0) {
            throw new UnreadableArchiveException("a pickle that puts pairs into something else than a dictionary");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            boolean isText = pairs.get(i) instanceof Plain plain && plain.value() instanceof String;
            String key = isText
                    ? String.valueOf(((Plain) pairs.get(i)).value())
                    : "#" + dictionary.entries().size();
            if (!isText) {
                dictionary.entries().put(key + " key", pairs.get(i));
            }
            dictionary.entries().put(key, pairs.get(i + 1));
        }
    }

    private void reduce() throws UnreadableArchiveException {
        Pickled arguments = pop();
        Pickled function = pop();
        if (!(function instanceof Name name) || !(arguments instanceof Sequence sequence)) {
            throw new UnreadableArchiveException("a pickle that calls something without a name");
        }
        stack.add(new Call(name, sequence));
    }

    private void newObject() throws UnreadableArchiveException {
        Pickled arguments = pop();
        Pickled type = pop();
        if (!(type instanceof Name name)
                || !(arguments instanceof Sequence none)
                || !none.items().isEmpty()) {
            throw new UnreadableArchiveException("a pickle that makes an object in another way than torch");
        }
        stack.add(new Instance(name));
    }

    private void build() throws UnreadableArchiveException {
        Pickled state = pop();
        if (!(top() instanceof Instance instance)) {
            throw new UnreadableArchiveException("a pickle that gives a state to what is no object");
        }
        if (state instanceof Dictionary dictionary) {
            // Remembered, the same large dictionary could be copied over and over.
            operationsLeft -= dictionary.entries().size();
            instance.state().putAll(dictionary.entries());
        } else {
            instance.state().put("#state", state);
        }
    }

    private static Storage storage(Pickled reference) throws UnreadableArchiveException {
        if (reference instanceof Sequence sequence
                && sequence.items().size() == 5
                && sequence.items().get(1) instanceof Name type
                && sequence.items().get(2) instanceof Plain key
                && key.value() instanceof String name
                && sequence.items().get(4) instanceof Plain elements
                && elements.value() instanceof Long count
                && count >= 0) {
            return new Storage(type.text(), name, count);
        }
        throw new UnreadableArchiveException("a reference that is no storage");
    }

    private long longInteger() throws UnreadableArchiveException {
        int length = bytes.get() & 0xFF;
        if (length > Long.BYTES) {
            throw new UnreadableArchiveException("an integer of more than 64 bits");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes.get() & 0xFFL) << (Byte.SIZE * i);
        }
        int unused = Long.SIZE - Byte.SIZE * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    private String text(int length) throws UnreadableArchiveException {
        if (length < 0 || length > bytes.remaining()) {
            throw new UnreadableArchiveException("a text longer than its pickle");
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (byte character = bytes.get(); character != '\n'; character = bytes.get()) {
            line.append((char) (character & 0xFF));
        }
        return line.toString();
    }
}
