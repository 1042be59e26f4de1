package dev.grader.core.suite;

import java.util.List;
import java.util.Optional;

/** What a submission hands in to be judged by its predictions. */
public sealed interface Artifact {
    /** Path in the submission. */
    String file();

    /** A whole model, code and weights, saved by {@code torch.jit.save}: hostile code like any other. */
    record TorchScript(String file) implements Artifact {}

    /** Weights for an architecture that the suite gives; no code of the student's is run. */
    record Safetensors(String file, Architecture architecture) implements Artifact {}

    /**
     * Predictions for the rows of the hidden split, in a {@code .csv}, {@code .npz} or {@code .npy} file.
     *
     * @param id column of a CSV file, or array of an {@code .npz} file, with the id of each row
     * @param columns of a CSV file: one with a class or a value, or one with a score per class
     * @param array of an {@code .npz} file
     * @param ids file of the suite with the id of each hidden row; without it they count up from {@code firstId}
     */
    record Predictions(String file, String id, List<String> columns, String array, Optional<String> ids, long firstId)
            implements Artifact {
        public Predictions {
            columns = List.copyOf(columns);
            if (columns.contains(id)) {
                throw new IllegalArgumentException("the column '" + id + "' cannot be both id and prediction");
            }
        }
    }

    /**
     * A function of the suite's own that builds a model.
     *
     * @param file Python file in the bundle; the others of its folder are there when it is imported
     */
    record Architecture(String file, String function) {
        /** Parses {@code arch/net.py:build_model}. */
        public static Architecture parse(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0 || !text.substring(0, colon).endsWith(".py")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no architecture; write file:function, like arch/net.py:build_model");
            }
            Architecture architecture = new Architecture(text.substring(0, colon), text.substring(colon + 1));
            architecture.target();
            return architecture;
        }

        /** The folder in front of the file, without a slash at its end; empty at the root of the suite. */
        public String folder() {
            return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
        }

        /** The function, seen from the folder. */
        public Target target() {
            String name = file.substring(file.lastIndexOf('/') + 1);
            return new Target(name.substring(0, name.length() - ".py".length()), function);
        }

        @Override
        public String toString() {
            return file + ":" + function;
        }
    }
}
