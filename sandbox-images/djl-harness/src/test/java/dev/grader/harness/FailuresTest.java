package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    private static Optional<Outcome.Status> status(Throwable failure) {
        return Failures.outcome(failure).map(Outcome::status);
    }

    @Test
    void limitsOfTheContainerHaveTheirOwnStatus() {
        assertThat(status(new OutOfMemoryError("Java heap space"))).contains(Outcome.Status.MEMORY);
        assertThat(status(new OutOfMemoryError("unable to create native thread: possibly out of memory")))
                .contains(Outcome.Status.PROCESS_LIMIT);
        assertThat(status(
                        new EngineException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 4 TB")))
                .contains(Outcome.Status.MEMORY);
        assertThat(status(new IOException("No space left on device"))).contains(Outcome.Status.DISK);
        assertThat(status(new IOException("File too large"))).contains(Outcome.Status.DISK);
    }

    @Test
    void faultsOfTheServiceAreNoOutcome() {
        assertThat(status(new IOException("Broken pipe"))).isEmpty();
        assertThat(status(new IllegalStateException("a bug"))).isEmpty();
    }

    @Test
    void aModelThatRaisesIsAnError() {
        assertThat(status(new EngineException("shape mismatch"))).contains(Outcome.Status.ERROR);
    }
}
