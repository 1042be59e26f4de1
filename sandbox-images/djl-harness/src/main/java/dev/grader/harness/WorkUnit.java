package dev.grader.harness;

import java.util.List;
import java.util.Map;

/** One unit of a job, with everything it needs; ends in exactly one outcome. */
sealed interface WorkUnit {
    String id();

    /** The unit's own limit of wall time. */
    double seconds();

    /**
     * Compiles one class.
     *
     * @param sources the same object for all units of a job
     */
    record Compile(String id, double seconds, String className, SubmittedSources sources) implements WorkUnit {}

    /** Builds a block for the first time. */
    record Build(String id, JavaModel model, double seconds, long seed) implements WorkUnit {}

    /**
     * Calls submitted code.
     *
     * @param classes binary name to class file
     * @param tensors the arrays of the plan by their ids
     */
    record Probe(
            String id,
            double seconds,
            Map<String, byte[]> classes,
            Map<String, WireTensor> tensors,
            List<ProbeProgram> programs)
            implements WorkUnit {
        public Probe {
            programs = List.copyOf(programs);
        }
    }

    record Gradient(
            String id,
            ModuleSource module,
            double seconds,
            Map<String, WireTensor> state,
            List<WireTensor> inputs,
            WireTensor upstream)
            implements WorkUnit {
        public Gradient {
            state = Map.copyOf(state);
            inputs = List.copyOf(inputs);
        }
    }

    record Train(String id, ModuleSource module, double seconds, Rows inputs, Rows labels, long seed, Recipe recipe)
            implements WorkUnit {
        public Train {
            if (inputs.rows() != labels.rows() || inputs.rows() < 1) {
                throw new IllegalArgumentException(
                        inputs.rows() + " input rows and " + labels.rows() + " labels do not fit");
            }
        }
    }

    /**
     * Predictions.
     *
     * @param output which value of a returned tuple holds the predictions; −1 where forward gives one tensor
     */
    record Evaluate(String id, ModuleSource module, double seconds, Rows inputs, int batchSize, int output)
            implements WorkUnit {
        public Evaluate {
            if (batchSize < 1 || inputs.rows() < 1) {
                throw new IllegalArgumentException("batch_size and the number of input rows are at least 1");
            }
        }
    }
}
