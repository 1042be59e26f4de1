package dev.grader.core.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One test of a suite. */
public sealed interface TestDefinition {
    /** What every kind has. */
    Common common();

    /** Whether a job measures it; else a person grades it. */
    default boolean isAutomatic() {
        return !(this instanceof Manual);
    }

    default String id() {
        return common().id();
    }

    /**
     * Files, imports, calls by syntax tree, and what exported models hold.
     *
     * @param forbidden names that cost the points
     * @param flagged names that are shown to staff and cost nothing
     * @param maximumKilobytes of the whole submission, in units of 1000 bytes
     */
    record Static(
            Common common,
            FileRules files,
            SourceNames forbidden,
            SourceNames flagged,
            Optional<StoredNumbers> storedNumbers,
            Optional<Parameters> parameters,
            Optional<Integer> maximumKilobytes)
            implements TestDefinition {}

    /** Patterns of files that must and may not be in a submission, as {@link FilePattern} reads them. */
    record FileRules(List<String> required, List<String> forbidden) {
        public FileRules {
            required = List.copyOf(required);
            forbidden = List.copyOf(forbidden);
        }
    }

    /** Modules and full names that are looked for in the syntax tree; a call that ends in {@code .*} is every name below. */
    record SourceNames(List<String> imports, List<String> calls) {
        public SourceNames {
            imports = List.copyOf(imports);
            calls = List.copyOf(calls);
        }

        public boolean isEmpty() {
            return imports.isEmpty() && calls.isEmpty();
        }
    }

    /**
     * What an exported model may hold, by its tensors.
     *
     * @param arguments literals that the target is called with
     * @param count of parameters, buffers, constants, and what is written into the code beyond the ordinary
     * @param trainable of parameters alone
     * @param shapes by the name of a parameter or buffer
     * @param onlyThese whether a parameter without a shape here is wrong
     */
    record Parameters(
            Target model,
            List<Value> arguments,
            Optional<Bounds> count,
            Optional<Bounds> trainable,
            Map<String, List<Long>> shapes,
            boolean onlyThese) {
        public Parameters {
            arguments = List.copyOf(arguments);
            shapes = Map.copyOf(shapes);
        }
    }

    /** Fewest and most, both included. */
    record Bounds(long atLeast, long atMost) {
        public Bounds {
            if (atLeast > atMost) {
                throw new IllegalArgumentException("at_least is above at_most");
            }
        }

        public boolean contains(long number) {
            return number >= atLeast && number <= atMost;
        }
    }

    /**
     * How many numbers an exported model holds: parameters, buffers and constants alike, recomputed from the exported
     * file in units of four bytes.
     *
     * @param model builds the model
     */
    record StoredNumbers(Target model, long atLeast, long atMost) {}

    /**
     * Outputs of functions, objects and modules: against the reference's on the same inputs, against given arrays, or by a
     * property.
     *
     * @param cases programs of calls, each begun anew
     * @param property what must hold of the last step's result in each case, instead of a comparison
     */
    record Function(
            Common common,
            Framework framework,
            List<List<Step>> cases,
            Optional<Property> property,
            Tolerances tolerance)
            implements TestDefinition {
        public Function {
            cases = cases.stream().map(List::copyOf).toList();
        }

        /** How many comparisons with the reference or with given arrays a submission is measured by. */
        public int comparisons() {
            return cases.stream()
                    .flatMap(List::stream)
                    .mapToInt(step -> step.compare().size())
                    .sum();
        }
    }

    /**
     * A backward written by hand, or torch's through code written by hand, judged twice: against the reference's gradients,
     * and against central differences of the student's own forward.
     *
     * @param steps forward, backward and what they need
     * @param forward the step whose result has the output
     * @param output where it is in that result
     * @param autograd whether torch differentiates the output; then there is no backward among the steps
     * @param gradients what is judged
     * @param tolerance against the reference; central differences get their own, from step and type
     * @param step of the central differences
     * @param samples elements per gradient that are checked by central differences
     * @param ownForwardShare share of the points for a backward that is right for a wrong forward, or the other way round
     */
    record HandWrittenGradient(
            Common common,
            Framework framework,
            List<Step> steps,
            String forward,
            ResultPath output,
            boolean autograd,
            List<GradientPlace> gradients,
            double tolerance,
            double differenceTolerance,
            double step,
            int samples,
            double ownForwardShare)
            implements TestDefinition {
        public HandWrittenGradient {
            steps = List.copyOf(steps);
            gradients = List.copyOf(gradients);
        }

        /** Whether a backward begins with a gradient that the grader draws; else it is the gradient of a loss. */
        public boolean takesUpstream() {
            return autograd || steps.stream().flatMap(Step::values).anyMatch(Value.Upstream.class::isInstance);
        }

        /** Whether all arrays have double precision. */
        public boolean isDouble() {
            return framework == Framework.NUMPY || Precision.isDouble(framework, steps);
        }

        /** The steps up to the forward's: those that central differences repeat. */
        public List<Step> forwardSteps() {
            return steps.subList(0, steps.indexOf(step(forward)) + 1);
        }

        /** The step with a name. */
        public Step step(String name) {
            return steps.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no step '" + name + "'"));
        }
    }

    /**
     * DJL's autograd through the student's exported module against the reference's, with the same state, inputs and
     * upstream gradient.
     *
     * @param trace inputs of calls by which a module is traced that cannot be scripted; empty where nothing is traced
     */
    record ExportedGradient(
            Common common,
            Target target,
            Construction construction,
            List<Value> inputs,
            List<List<Value>> trace,
            double tolerance)
            implements TestDefinition {
        public ExportedGradient {
            inputs = List.copyOf(inputs);
            trace = trace.stream().map(List::copyOf).toList();
        }

        /** Without traces. */
        public ExportedGradient(
                Common common, Target target, Construction construction, List<Value> inputs, double tolerance) {
            this(common, target, construction, inputs, List.of(), tolerance);
        }
    }

    /**
     * DJL trains the student's exported model; the metric is computed outside from predictions on hidden inputs.
     *
     * @param trace inputs of calls by which a model is traced that cannot be scripted; empty where nothing is traced
     * @param data name of a data set of the suite
     * @param output which value of the tuple that the model returns holds the predictions; empty where it returns one tensor
     */
    record Train(
            Common common,
            Target model,
            List<List<Value>> trace,
            String data,
            Recipe recipe,
            Metric metric,
            CutOff cutOff,
            OptionalInt output,
            Optional<Curve> curve)
            implements TestDefinition, Measured {
        public Train {
            trace = trace.stream().map(List::copyOf).toList();
        }

        /** A model that returns one tensor and is not traced, and no checks of its curve. */
        public Train(Common common, Target model, String data, Recipe recipe, Metric metric, CutOff cutOff) {
            this(common, model, List.of(), data, recipe, metric, cutOff, OptionalInt.empty(), Optional.empty());
        }
    }

    /**
     * Graded by a person; its points are those of its items.
     *
     * @param items in the order in which they are shown
     */
    record Manual(Common common, List<RubricItem> items) implements TestDefinition {
        public Manual {
            items = List.copyOf(items);
        }
    }

    /**
     * A trained artifact, or predictions, judged on the hidden split of a data set.
     *
     * @param artifacts the forms that are taken; the first one whose file a submission has is judged
     * @param data name of a data set of the suite
     * @param batchSize rows that a model gets at a time
     */
    record Predict(Common common, List<Artifact> artifacts, String data, int batchSize, Metric metric, CutOff cutOff)
            implements TestDefinition, Measured {
        public Predict {
            artifacts = List.copyOf(artifacts);
        }
    }

    /** What is scored by a metric on a hidden split. */
    sealed interface Measured permits Train, Predict {
        Common common();

        /** Name of a data set of the suite. */
        String data();

        Metric metric();

        CutOff cutOff();
    }
}
