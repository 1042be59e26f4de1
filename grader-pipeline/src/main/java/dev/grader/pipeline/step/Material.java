package dev.grader.pipeline.step;

import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.Frames;
import dev.grader.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The arrays, models and files that go into a container with a plan, under opaque ids. */
public final class Material {
    private final List<Frame> frames = new ArrayList<>();
    private final Map<String, Path> mounts = new LinkedHashMap<>();
    private int tensors;
    private int models;

    /** Puts the submission's files in, in the order of their paths. */
    void files(Map<String, byte[]> files) {
        new TreeMap<>(files).forEach((path, content) -> frames.add(Frames.file(path, content)));
    }

    /** Puts an array in and returns its id. */
    String tensor(Tensor tensor) {
        tensors++;
        String id = "a" + tensors;
        frames.add(Frames.tensor(id, tensor));
        return id;
    }

    /** Puts rows of a data set in, by their bytes or by a mount, and returns their id. */
    String rows(StoredRows rows) {
        return switch (rows) {
            case StoredRows.Sent sent -> tensor(sent.tensor());
            case StoredRows.Mounted mounted -> {
                Tensor order = mounted.order();
                String orderId = order == null ? null : tensor(order);
                tensors++;
                String id = "a" + tensors;
                String name = mounts.entrySet().stream()
                        .filter(mount -> mount.getValue().equals(mounted.file()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseGet(() -> "d" + (mounts.size() + 1));
                mounts.put(name, mounted.file());
                frames.add(Frames.mapped(id, name, mounted.header(), mounted.row(), mounted.scale(), orderId));
                yield id;
            }
        };
    }

    /** Files that the container sees read-only, by the names that it sees. */
    Map<String, Path> mounts() {
        return mounts;
    }

    /** Puts an exported model in and returns its id. */
    String model(byte[] exported) {
        models++;
        String id = "m" + models;
        frames.add(Frames.blob(id, exported));
        return id;
    }

    /** A constant's name on the wire. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    List<Frame> frames() {
        return frames;
    }
}
