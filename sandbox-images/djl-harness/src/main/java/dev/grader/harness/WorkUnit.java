package dev.grader.harness;

import java.util.List;
import java.util.Map;

/** One unit of a job, with everything it needs; ends in exactly one outcome. */
sealed interface WorkUnit {
    String id();

    ModuleSource module();

    /** The unit's own limit of wall time. */
    double seconds();

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

    record Train(
            String id,
            ModuleSource module,
            double seconds,
            WireTensor inputs,
            WireTensor labels,
            long seed,
            Recipe recipe)
            implements WorkUnit {
        public Train {
            if (inputs.rows() != labels.rows() || inputs.rows() < 1) {
                throw new IllegalArgumentException(
                        inputs.rows() + " input rows and " + labels.rows() + " labels do not fit");
            }
        }
    }

    record Evaluate(String id, ModuleSource module, double seconds, WireTensor inputs, int batchSize)
            implements WorkUnit {
        public Evaluate {
            if (batchSize < 1 || inputs.rows() < 1) {
                throw new IllegalArgumentException("batch_size and the number of input rows are at least 1");
            }
        }
    }
}
