package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the files that a suite names are in its bundle and hold what they should. */
final class BundleChecks {
    private final MarkedYaml document;
    private final Suite suite;
    private final Map<String, byte[]> files;
    private final List<SuiteError> errors = new ArrayList<>();

    private BundleChecks(MarkedYaml document, Suite suite, Map<String, byte[]> files) {
        this.document = document;
        this.suite = suite;
        this.files = files;
    }

    static List<SuiteError> check(MarkedYaml document, Suite suite, Map<String, byte[]> files) {
        BundleChecks checks = new BundleChecks(document, suite, files);
        suite.data().forEach((name, data) -> {
            String pointer = MarkedYaml.pointer("/data", name);
            checks.split(pointer + "/train", data.trainInputs(), data.trainLabels(), data);
            checks.split(pointer + "/test", data.testInputs(), data.testLabels(), data);
        });
        checks.fixtures();
        checks.storedArrays("/tests", document.root().path("tests"));
        return checks.errors;
    }

    private void split(String pointer, String inputsFile, String labelsFile, DataSet data) {
        Optional<Tensor> inputs = array(pointer + "/inputs", inputsFile);
        Optional<Tensor> labels = array(pointer + "/labels", labelsFile);
        if (inputs.isEmpty() || labels.isEmpty()) {
            return;
        }
        long rows = rows(inputs.get());
        long row = data.shape().stream().reduce(1L, Math::multiplyExact);
        if (rows == 0 || inputs.get().elements() != rows * row) {
            add(
                    pointer + "/inputs",
                    "has the shape " + inputs.get().shape() + ", which does not give rows of shape " + data.shape());
        }
        if (rows(labels.get()) != rows) {
            add(pointer + "/labels", "has " + rows(labels.get()) + " rows, but inputs has " + rows);
        }
        if (labels.get().shape().size() == 1 && !labels.get().type().isFloating() && hasNegative(labels.get())) {
            add(pointer + "/labels", "has a class below 0");
        }
    }

    private void fixtures() {
        for (FixturePlace place : FixturePlace.of(suite)) {
            String folder = place.fixture().path() + "/";
            if (files.keySet().stream().noneMatch(path -> path.startsWith(folder))) {
                add(
                        place.pointer(),
                        "the suite has no folder '" + place.fixture().path() + "' with files in it");
                continue;
            }
            for (String required : suite.requiredFiles()) {
                if (!files.containsKey(folder + required)) {
                    add(place.pointer(), "the required file '" + required + "' is missing in this folder");
                }
            }
        }
    }

    private void storedArrays(String pointer, JsonNode node) {
        if (node.isObject() && node.path("array").isTextual()) {
            array(pointer + "/array", node.get("array").asText());
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                storedArrays(pointer + "/" + i, node.get(i));
            }
        }
        node.properties().stream()
                .filter(entry -> !entry.getKey().equals("literal"))
                .forEach(entry -> storedArrays(MarkedYaml.pointer(pointer, entry.getKey()), entry.getValue()));
    }

    private Optional<Tensor> array(String pointer, String file) {
        byte[] content = files.get(file);
        if (content == null) {
            add(
                    pointer,
                    "the suite has no file '" + file + "'"
                            + Spelling.nearest(file, files.keySet())
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""));
            return Optional.empty();
        }
        try {
            return Optional.of(Npy.read(content));
        } catch (IllegalArgumentException unreadable) {
            add(pointer, file + ": " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static long rows(Tensor tensor) {
        return tensor.shape().isEmpty() ? 0 : tensor.shape().getFirst();
    }

    private static boolean hasNegative(Tensor tensor) {
        for (double label : tensor.toDoubles()) {
            if (label < 0) {
                return true;
            }
        }
        return false;
    }

    private void add(String pointer, String message) {
        errors.add(document.error(pointer, message));
    }
}
