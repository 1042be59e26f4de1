package dev.grader.core.protocol;

import dev.grader.core.suite.OptimizerSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one container does, as {@code docs/protocol.md} describes it. Ids are opaque; titles, points, tolerances, visibility,
 * reference results and hidden labels have no place here.
 */
public sealed interface Plan {
    /** Name of the step on the wire. */
    String step();

    /** Searches the files, then exports models; no suite inputs. */
    record Export(List<Rule> rules, List<ExportUnit> units) implements Plan {
        public Export {
            rules = List.copyOf(rules);
            units = List.copyOf(units);
        }

        @Override
        public String step() {
            return "export";
        }
    }

    /** Imports and calls that are looked for in the syntax tree. */
    record Rule(String id, List<String> forbiddenImports, List<String> forbiddenCalls) {
        public Rule {
            forbiddenImports = List.copyOf(forbiddenImports);
            forbiddenCalls = List.copyOf(forbiddenCalls);
        }
    }

    /**
     * One export.
     *
     * @param construct arguments of the target
     * @param seconds of wall-clock time
     */
    record ExportUnit(String id, String target, long seed, List<Argument> construct, int seconds) {
        public ExportUnit {
            construct = List.copyOf(construct);
        }
    }

    /** Calls functions of the student. */
    record Probe(List<ProbeUnit> units) implements Plan {
        public Probe {
            units = List.copyOf(units);
        }

        @Override
        public String step() {
            return "probe";
        }
    }

    /**
     * Calls in one process of their own.
     *
     * @param framework {@code numpy} or {@code torch}
     * @param seconds of wall-clock time
     */
    record ProbeUnit(String id, String framework, int seconds, List<Call> calls) {
        public ProbeUnit {
            calls = List.copyOf(calls);
        }
    }

    /**
     * One call.
     *
     * @param construct null for a function
     * @param record paths into the result that are sent; empty path for the result itself
     */
    record Call(
            String id,
            String target,
            @Nullable Construct construct,
            List<Argument> arguments,
            List<List<Integer>> record) {
        public Call {
            arguments = List.copyOf(arguments);
            record = record.stream().map(List::copyOf).toList();
        }
    }

    /** Makes the object that is called. */
    record Construct(List<Argument> arguments, Map<String, Argument> state) {
        public Construct {
            arguments = List.copyOf(arguments);
            state = Map.copyOf(state);
        }
    }

    /** Gradients by DJL's autograd. */
    record Gradient(List<GradientUnit> units) implements Plan {
        public Gradient {
            units = List.copyOf(units);
        }

        @Override
        public String step() {
            return "gradient";
        }
    }

    /**
     * One module.
     *
     * @param state parameter name to the id of its values
     * @param upstream id of what the output is multiplied with
     */
    record GradientUnit(
            String id, String module, Map<String, String> state, List<String> inputs, String upstream, int seconds) {
        public GradientUnit {
            state = Map.copyOf(state);
            inputs = List.copyOf(inputs);
        }
    }

    /** Training under DJL. */
    record Train(List<TrainUnit> units) implements Plan {
        public Train {
            units = List.copyOf(units);
        }

        @Override
        public String step() {
            return "train";
        }
    }

    /** One training. */
    record TrainUnit(
            String id, String module, String inputs, String labels, long seed, int seconds, TrainRecipe recipe) {}

    /**
     * How it is trained.
     *
     * @param loss {@code cross_entropy} or {@code mse}
     * @param clipNorm 0 for none
     */
    record TrainRecipe(
            int epochs, int batchSize, String loss, int threads, double clipNorm, OptimizerSettings optimizer) {}

    /** Predictions of a trained model. */
    record Evaluate(List<EvaluateUnit> units) implements Plan {
        public Evaluate {
            units = List.copyOf(units);
        }

        @Override
        public String step() {
            return "evaluate";
        }
    }

    /**
     * One model on one set of inputs.
     *
     * @param state name to the id of its values, all of the model's parameters; null for a model that has its own
     */
    record EvaluateUnit(
            String id,
            String module,
            String inputs,
            int batchSize,
            int seconds,
            @Nullable Map<String, String> state) {
        /** A model that has its own state. */
        public EvaluateUnit(String id, String module, String inputs, int batchSize, int seconds) {
            this(id, module, inputs, batchSize, seconds, null);
        }
    }
}
