package dev.grader.api.suite;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The sandbox images that a suite's jobs run in, by digest, as one text: what a calibration is valid for. Other images
 * of the worker do not belong to it, so that a change of theirs costs no calibration.
 *
 * @param text such as {@code djl=sha256:…,python-torch=sha256:…}
 */
public record ImageSet(String text) {
    /** In which models are trained, whatever the suite's own image. */
    private static final String TRAINING_IMAGE = "djl";

    /**
     * What the worker has of the images that the suite needs.
     *
     * @param suiteImage name of the image for the student's language
     * @param workerImages name to digest
     * @return empty when the worker lacks one
     */
    public static Optional<ImageSet> of(String suiteImage, Map<String, String> workerImages) {
        Map<String, String> needed = new TreeMap<>();
        for (String name : new String[] {suiteImage, TRAINING_IMAGE}) {
            String digest = workerImages.get(name);
            if (digest == null) {
                return Optional.empty();
            }
            needed.put(name, digest);
        }
        return Optional.of(new ImageSet(needed.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","))));
    }
}
