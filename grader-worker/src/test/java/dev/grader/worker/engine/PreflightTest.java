package dev.grader.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.worker.FakeEngine;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private final FakeEngine engine = new FakeEngine();
    private Instant now = Instant.EPOCH;
    private final Preflight preflight = new Preflight(engine, List.of("djl"), "sandbox/*:1", () -> now);

    @Test
    void isNotReadyBeforeTheFirstCheck() {
        assertThat(preflight.problem()).contains("not checked yet");
    }

    @Test
    void namesTheImagesByTheirDigests() throws Exception {
        assertThat(preflight.images().orElseThrow()).containsOnlyKeys("djl").containsValue("sha256:sandbox/djl:1");
        assertThat(preflight.problem()).isEmpty();
    }

    @Test
    void believesAnAnswerOnlyForAMoment() throws Exception {
        assertThat(preflight.images()).isPresent();
        engine.down = true;
        assertThat(preflight.images()).isPresent();
        now = now.plusSeconds(3);
        assertThat(preflight.images()).isEmpty();
        assertThat(preflight.problem().orElseThrow()).contains("sandbox/djl:1").contains("does not answer");
        engine.down = false;
        now = now.plusSeconds(3);
        assertThat(preflight.images()).isPresent();
    }
}
