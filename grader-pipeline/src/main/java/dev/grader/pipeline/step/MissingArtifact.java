package dev.grader.pipeline.step;

import dev.grader.core.artifact.TorchFile;
import dev.grader.core.suite.Artifact;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What to say when a submission has none of the files that a test reads. */
final class MissingArtifact {
    private static final List<String> PICKLES = List.of(".pt", ".pth", ".bin", ".pkl", ".ckpt");

    private MissingArtifact() {}

    static String message(List<Artifact> artifacts, Collection<String> files) {
        List<String> names = artifacts.stream().map(Artifact::file).toList();
        String message = "the submission has no file " + String.join(" or ", names);
        Optional<String> elsewhere = files.stream()
                .filter(file -> names.stream()
                        .anyMatch(name -> file.toLowerCase(Locale.ROOT).endsWith("/" + name.toLowerCase(Locale.ROOT))
                                || file.equalsIgnoreCase(name)))
                .sorted()
                .findFirst();
        if (elsewhere.isPresent()) {
            return message + "; it has " + elsewhere.get() + ", which must be moved or renamed";
        }
        Optional<String> pickle = files.stream()
                .filter(file -> PICKLES.stream().anyMatch(file::endsWith))
                .sorted()
                .findFirst();
        boolean weights = artifacts.stream().anyMatch(Artifact.Safetensors.class::isInstance);
        return weights && pickle.isPresent()
                ? message + "; " + pickle.get() + " is a pickle, which is never opened; "
                        + TorchFile.HOW_TO_SAVE_WEIGHTS
                : message;
    }
}
