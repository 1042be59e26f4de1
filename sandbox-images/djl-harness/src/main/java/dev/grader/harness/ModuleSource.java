package dev.grader.harness;

import java.nio.file.Path;

/** Where a unit's module comes from. */
sealed interface ModuleSource {
    /**
     * Makes the module anew, so that nothing of an earlier unit is left in it.
     *
     * @throws StudentException if that fails by a fault of the submission
     */
    TrainableModule load() throws StudentException;

    /** An exported TorchScript archive. */
    record Scripted(Path file) implements ModuleSource {
        @Override
        public TrainableModule load() {
            return ScriptedModule.load(file);
        }
    }
}
