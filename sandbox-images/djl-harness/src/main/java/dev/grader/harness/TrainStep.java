package dev.grader.harness;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Path;

/** Trains a module under DJL by a fixed recipe and sends the trained module. */
final class TrainStep {
    private final FrameWriter out;
    private final Path scratch;

    TrainStep(FrameWriter out, Path scratch) {
        this.out = out;
        this.scratch = scratch;
    }

    void run(WorkUnit.Train unit, Deadline deadline)
            throws IOException, StudentException, DeadlineException, NotFiniteException {
        JniUtils.setNumThreads(unit.recipe().threads());
        JniUtils.setSeed(unit.seed());
        try (TrainableModule module = unit.module().load();
                NDManager manager = module.manager().newSubManager()) {
            if (unit.recipe().reinitialised()) {
                InitialWeights.draw(module, unit.seed());
            }
            new TrainingRun(unit, module, manager, out, scratch).run(deadline);
        }
    }
}
