package dev.grader.core.suite;

import dev.grader.core.tensor.NpyHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the data files that do not travel in the bundle hold what the suite says, seen where they are. */
public final class StoredData {
    private StoredData() {}

    /**
     * What is wrong, in sentences for the author; empty when all is well. Only headers are read.
     *
     * @param files by SHA-256, already verified
     */
    public static List<String> problems(SuiteBundle bundle, Map<String, Path> files) {
        List<String> problems = new ArrayList<>();
        bundle.suite().data().forEach((name, set) -> {
            set.train().ifPresent(train -> split("data." + name + ".train", set, train, bundle, files, problems));
            split("data." + name + ".test", set, set.test(), bundle, files, problems);
        });
        return problems;
    }

    private static void split(
            String place,
            DataSet set,
            DataSet.Split split,
            SuiteBundle bundle,
            Map<String, Path> files,
            List<String> problems) {
        try {
            NpyHeader inputs = header(split.inputs(), bundle, files);
            NpyHeader labels = header(split.labels(), bundle, files);
            wrongInputs(inputs.shape(), set).ifPresent(wrong -> problems.add(place + ".inputs " + wrong));
            if (labels.rows() != inputs.rows()) {
                problems.add(place + ".labels has " + labels.rows() + " rows, but inputs has " + inputs.rows());
            }
        } catch (IllegalArgumentException wrong) {
            problems.add(place + ": " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static NpyHeader header(DataFile file, SuiteBundle bundle, Map<String, Path> files) throws IOException {
        try {
            return switch (file) {
                case DataFile.Bundled bundled -> NpyHeader.of(bundle.file(bundled.path()));
                case DataFile.Stored stored -> {
                    Path path = files.get(stored.sha256());
                    if (path == null) {
                        throw new IllegalArgumentException("it is not there");
                    }
                    if (Files.size(path) != stored.bytes()) {
                        throw new IllegalArgumentException(
                                "it has " + Files.size(path) + " bytes, but the suite says " + stored.bytes());
                    }
                    yield NpyHeader.read(path);
                }
            };
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file.label() + ": " + wrong.getMessage(), wrong);
        }
    }

    /** What is wrong with the shape of a file of inputs. */
    static Optional<String> wrongInputs(List<Long> shape, DataSet set) {
        long rows = shape.isEmpty() ? 0 : shape.getFirst();
        long row = set.shape().stream().reduce(1L, Math::multiplyExact);
        long elements = shape.stream().reduce(1L, Math::multiplyExact);
        return rows == 0 || elements != Math.multiplyExact(rows, row)
                ? Optional.of("has the shape " + shape + ", which does not give rows of shape " + set.shape())
                : Optional.empty();
    }
}
