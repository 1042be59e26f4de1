package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
            data.train().ifPresent(train -> checks.split(pointer + "/train", train, data));
            checks.split(pointer + "/test", data.test(), data);
        });
        checks.artifacts();
        checks.fixtures();
        checks.storedArrays("/tests", document.root().path("tests"));
        return checks.errors;
    }

    /** Files of the data store are not here; {@link StoredData} checks them where they are. */
    private void split(String pointer, DataSet.Split split, DataSet data) {
        Optional<Tensor> inputs = bundled(pointer + "/inputs", split.inputs());
        Optional<Tensor> labels = bundled(pointer + "/labels", split.labels());
        inputs.flatMap(tensor -> StoredData.wrongInputs(tensor.shape(), data))
                .ifPresent(wrong -> add(pointer + "/inputs", wrong));
        if (inputs.isPresent() && labels.isPresent() && rows(labels.get()) != rows(inputs.get())) {
            add(pointer + "/labels", "has " + rows(labels.get()) + " rows, but inputs has " + rows(inputs.get()));
        }
        if (labels.isPresent()
                && labels.get().shape().size() == 1
                && !labels.get().type().isFloating()
                && hasNegative(labels.get())) {
            add(pointer + "/labels", "has a class below 0");
        }
    }

    private Optional<Tensor> bundled(String pointer, DataFile file) {
        return switch (file) {
            case DataFile.Bundled bundled -> array(pointer, bundled.path());
            case DataFile.Stored ignored -> Optional.empty();
        };
    }

    private void artifacts() {
        for (int i = 0; i < suite.tests().size(); i++) {
            if (suite.tests().get(i) instanceof TestDefinition.Predict predict) {
                String pointer = "/tests/" + i + "/artifact";
                boolean list = document.root().at(pointer).isArray();
                for (int j = 0; j < predict.artifacts().size(); j++) {
                    artifact(
                            list ? pointer + "/" + j : pointer,
                            predict.artifacts().get(j));
                }
            }
        }
    }

    private void artifact(String pointer, Artifact artifact) {
        switch (artifact) {
            case Artifact.TorchScript ignored -> {}
            case Artifact.Safetensors safetensors -> {
                String file = safetensors.architecture().file();
                if (!files.containsKey(file)) {
                    add(pointer + "/architecture", missing(file));
                }
            }
            case Artifact.Predictions predictions ->
                predictions.ids().flatMap(ids -> array(pointer + "/ids", ids)).ifPresent(ids -> {
                    if (ids.shape().size() != 1 || ids.type().isFloating()) {
                        add(pointer + "/ids", "must hold whole numbers in one dimension, not " + ids);
                    }
                });
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
            Set<String> inside = files.keySet().stream()
                    .filter(path -> path.startsWith(folder))
                    .map(path -> path.substring(folder.length()))
                    .collect(Collectors.toSet());
            for (String required : RequiredFiles.missing(suite.requiredFiles(), inside)) {
                add(place.pointer(), "the required file '" + required + "' is missing in this folder");
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
                .filter(entry -> !Set.of("literal", "artifact").contains(entry.getKey()))
                .forEach(entry -> storedArrays(MarkedYaml.pointer(pointer, entry.getKey()), entry.getValue()));
    }

    private Optional<Tensor> array(String pointer, String file) {
        byte[] content = files.get(file);
        if (content == null) {
            add(pointer, missing(file));
            return Optional.empty();
        }
        try {
            return Optional.of(Npy.read(content));
        } catch (IllegalArgumentException unreadable) {
            add(pointer, file + ": " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private String missing(String file) {
        return "the suite has no file '" + file + "'"
                + Spelling.nearest(file, files.keySet())
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("");
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
