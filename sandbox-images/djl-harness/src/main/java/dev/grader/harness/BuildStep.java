package dev.grader.harness;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds a submitted block under a seed and sends its first state: what an export is for a model in Python. */
final class BuildStep {
    private final FrameWriter out;
    private final Path scratch;

    BuildStep(FrameWriter out, Path scratch) {
        this.out = out;
        this.scratch = scratch;
    }

    void run(WorkUnit.Build unit) throws IOException, StudentException {
        Engine.getInstance().setRandomSeed(Math.toIntExact(unit.seed()));
        try (TrainableModule module = BlockModule.load(unit.model())) {
            if (module.parameters().isEmpty()) {
                throw new StudentException(
                        "StateError",
                        "The block has no parameters; add them with addParameter or addChildBlock in its constructor.");
            }
            Path state = Files.createTempFile(scratch, "state", "");
            module.save(state);
            out.blob(unit.id(), state);
            Files.delete(state);
        }
    }
}
