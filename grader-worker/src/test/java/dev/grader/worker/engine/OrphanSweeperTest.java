package dev.grader.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.pipeline.container.ContainerLabels;
import dev.grader.worker.FakeEngine;
import dev.grader.worker.control.LeaseKey;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrphanSweeperTest {
    private static final UUID JOB = new UUID(0, 1);

    private final FakeEngine engine = new FakeEngine();
    private final OrphanSweeper sweeper = new OrphanSweeper(engine, "me", () -> Set.of(new LeaseKey(JOB, 5)));

    @Test
    void keepsWhatRunsAndWhatBelongsToOthers() throws Exception {
        engine.add(JOB.toString(), 5, "me");
        engine.add(JOB.toString(), 4, "me");
        engine.add(new UUID(0, 2).toString(), 5, "me");
        engine.add(JOB.toString(), 4, "other");
        sweeper.sweep();
        assertThat(engine.containers)
                .extracting(labels -> labels.get(ContainerLabels.WORKER) + labels.get(ContainerLabels.TOKEN))
                .containsExactly("me5", "other4");
    }

    @Test
    void anEngineThatIsDownIsNoError() throws Exception {
        engine.add(JOB.toString(), 4, "me");
        engine.down = true;
        sweeper.sweep();
        assertThat(engine.containers).hasSize(1);
    }
}
