package dev.grader.harness;

import java.io.IOException;
import java.nio.file.Path;

/** Where a unit's module comes from. */
sealed interface ModuleSource {
    /**
     * Makes the module anew, so that nothing of an earlier unit is left in it.
     *
     * @throws StudentException if that fails by a fault of the submission
     */
    TrainableModule load() throws StudentException;

    /** Whatever form the file has. */
    static ModuleSource of(Path file) throws IOException {
        return JavaModel.isIn(file) ? new Submitted(JavaModel.read(file)) : new Scripted(file);
    }

    /** A block in Java. */
    record Submitted(JavaModel model) implements ModuleSource {
        @Override
        public TrainableModule load() throws StudentException {
            return BlockModule.load(model);
        }
    }

    /** An exported TorchScript archive. */
    record Scripted(Path file) implements ModuleSource {
        @Override
        public TrainableModule load() {
            return ScriptedModule.load(file);
        }
    }
}
