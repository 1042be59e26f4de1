package dev.grader.core.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.core.suite.OptimizerSettings;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Schedule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
     * @param examples inputs of calls by which a model is traced that cannot be scripted; empty where it is not
     */
    record ExportUnit(
            String id,
            String target,
            long seed,
            List<Argument> construct,
            int seconds,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Argument>> examples) {
        public ExportUnit {
            construct = List.copyOf(construct);
            examples = examples.stream().map(List::copyOf).toList();
        }
    }

    /** Compiles classes of a submission in Java and searches them; runs nothing of them. */
    record Compile(List<Rule> rules, List<CompileUnit> units) implements Plan {
        public Compile {
            rules = List.copyOf(rules);
            units = List.copyOf(units);
        }

        @Override
        public String step() {
            return "compile";
        }
    }

    /**
     * One class with what it needs of the submission.
     *
     * @param target name of the class
     * @param seconds of wall-clock time
     */
    record CompileUnit(String id, String target, int seconds) {}

    /** Builds blocks in Java; no suite inputs. */
    record Build(List<BuildUnit> units) implements Plan {
        public Build {
            units = List.copyOf(units);
        }

        @Override
        public String step() {
            return "build";
        }
    }

    /**
     * One block.
     *
     * @param module id of how it is built and of its classes
     */
    record BuildUnit(String id, String module, long seed, int seconds) {}

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
     * Programs of calls, in one process of their own.
     *
     * @param framework {@code numpy} or {@code torch}
     * @param seconds of wall-clock time
     * @param programs each begins with random generators seeded anew
     */
    record ProbeUnit(String id, String framework, int seconds, List<Program> programs) {
        public ProbeUnit {
            programs = List.copyOf(programs);
        }
    }

    /**
     * Calls that may use each other's results, and repetitions of the first of them with single elements moved.
     *
     * @param moves empty for none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Program(List<Call> calls, List<Move> moves) {
        public Program {
            calls = List.copyOf(calls);
            moves = List.copyOf(moves);
        }
    }

    /**
     * Repeats the calls up to one for each offset and each difference.
     *
     * @param id the outputs for an offset are stacked, in the order of {@code by}, as the tensor {@code id.offset}
     * @param until the last call that is repeated
     * @param record what of its result is sent
     * @param tensor id of the array of which one element is moved
     * @param offsets of the elements, in C order
     * @param by what is added to the element
     */
    record Move(String id, String until, ResultPath record, String tensor, List<Integer> offsets, List<Double> by) {
        public Move {
            offsets = List.copyOf(offsets);
            by = List.copyOf(by);
        }
    }

    /**
     * One call.
     *
     * @param action {@code call} a function, {@code construct} an object, {@code method} of an earlier result, {@code read} a
     *     part of one, {@code autograd} by torch
     * @param target of {@code call} and {@code construct}
     * @param of the earlier call of the other actions
     * @param method null to call the object itself
     * @param path of {@code read} and {@code autograd} into the earlier result
     * @param keywords arguments by name
     * @param attributes set on the object before a method is called, or after it is made
     * @param state parameters and buffers, likewise
     * @param train whether modules are put in training mode instead of evaluation mode
     * @param gradients of {@code autograd}: ids of the arrays whose gradients are the result, in their order
     * @param record paths into the result that are sent; empty path for the result itself
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Call(
            String id,
            String action,
            @Nullable String target,
            @Nullable String of,
            @Nullable String method,
            @Nullable ResultPath path,
            List<Argument> arguments,
            Map<String, Argument> keywords,
            Map<String, Argument> attributes,
            Map<String, Argument> state,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean train,
            List<String> gradients,
            List<ResultPath> record) {
        public Call {
            arguments = List.copyOf(arguments);
            keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
            gradients = List.copyOf(gradients);
            record = List.copyOf(record);
        }

        /** A call of a method of what an earlier call has given. */
        public static Call method(
                String id, @Nullable String of, String method, List<Argument> arguments, List<ResultPath> record) {
            return new Call(
                    id, "method", null, of, method, null, arguments, Map.of(), Map.of(), Map.of(), false, List.of(),
                    record);
        }

        /** The same call with another argument. */
        public Call withArgument(int position, Argument argument) {
            List<Argument> changed = new ArrayList<>(arguments);
            changed.set(position, argument);
            return new Call(
                    id,
                    action,
                    target,
                    of,
                    method,
                    path,
                    changed,
                    keywords,
                    attributes,
                    state,
                    train,
                    gradients,
                    record);
        }

        /** The same call under another id. */
        public Call named(String other) {
            return new Call(
                    other,
                    action,
                    target,
                    of,
                    method,
                    path,
                    arguments,
                    keywords,
                    attributes,
                    state,
                    train,
                    gradients,
                    record);
        }

        /** A call of a function. */
        public static Call function(String id, String target, List<Argument> arguments, List<ResultPath> record) {
            return new Call(
                    id, "call", target, null, null, null, arguments, Map.of(), Map.of(), Map.of(), false, List.of(),
                    record);
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
     * How it is trained; docs/protocol.md says what each member is.
     *
     * @param epochs 0 where steps count
     * @param steps 0 where epochs count
     * @param lossOutput which value of a returned tuple is the loss that the module computes itself
     * @param output which value of a returned tuple a loss is of; −1 where the module returns one tensor
     * @param clipNorm 0 for none
     * @param clipValue 0 for none
     * @param validationShare 0 for none
     */
    record TrainRecipe(
            int epochs,
            int steps,
            int batchSize,
            boolean shuffle,
            String loss,
            boolean classesLast,
            double delta,
            int lossOutput,
            boolean withLabels,
            int output,
            int threads,
            double clipNorm,
            double clipValue,
            OptimizerSettings optimizer,
            Schedule schedule,
            double validationShare,
            int patience,
            boolean reinitialised,
            List<Integer> checkpoints) {
        public TrainRecipe {
            checkpoints = List.copyOf(checkpoints);
        }
    }

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
     * @param output which value of a returned tuple holds the predictions; null where the model gives one tensor
     */
    record EvaluateUnit(
            String id,
            String module,
            String inputs,
            int batchSize,
            int seconds,
            @Nullable Map<String, String> state,
            @Nullable Integer output) {
        /** A model that gives one tensor. */
        public EvaluateUnit(
                String id,
                String module,
                String inputs,
                int batchSize,
                int seconds,
                @Nullable Map<String, String> state) {
            this(id, module, inputs, batchSize, seconds, state, null);
        }
    }
}
