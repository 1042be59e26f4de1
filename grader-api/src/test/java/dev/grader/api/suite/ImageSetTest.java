package dev.grader.api.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    @Test
    void onlyTheImagesThatTheSuiteRunsInCount() {
        assertThat(ImageSet.of(
                        "python-torch", Map.of("djl", "sha256:1", "python-torch", "sha256:2", "java", "sha256:3")))
                .contains(new ImageSet("djl=sha256:1,python-torch=sha256:2"));
    }

    @Test
    void aWorkerThatLacksOneIsNotOfferedTheSuite() {
        assertThat(ImageSet.of("python-torch", Map.of("python-torch", "sha256:2")))
                .isEmpty();
        assertThat(ImageSet.of("python-torch", Map.of("djl", "sha256:1"))).isEmpty();
    }

    @Test
    void aSuiteMayRunInTheTrainingImageAlone() {
        assertThat(ImageSet.of("djl", Map.of("djl", "sha256:1"))).contains(new ImageSet("djl=sha256:1"));
    }
}
