package dev.grader.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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

    /** One with a state of somebody else's. */
    record WithState(ModuleSource source, Map<String, WireTensor> state) implements ModuleSource {
        public WithState {
            state = Map.copyOf(state);
        }

        @Override
        public TrainableModule load() throws StudentException {
            TrainableModule module = source.load();
            try {
                StateCheck.check(module.parameters(), state);
                for (Map.Entry<String, WireTensor> value : state.entrySet()) {
                    module.set(value.getKey(), value.getValue());
                }
                return module;
            } catch (StudentException | RuntimeException e) {
                module.close();
                throw e;
            }
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
