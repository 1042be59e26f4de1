package dev.grader.pipeline.step;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Property;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.step.PropertyVariants.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Calls the same code on inputs that belong together and compares what came out with each other, outside the container. A
 * constant has most properties, so the output for a fresh draw must differ as well.
 *
 * @param secret by which the inputs are changed
 */
record PropertyProbe(TestDefinition.Function test, Property property, SuiteBundle bundle, long salt, long secret)
        implements Probe {
    private static final String BASE = "base";
    private static final String OTHER = "other";

    @Override
    public String testId() {
        return test.id();
    }

    @Override
    public Plan.ProbeUnit unit(String id, Material material) {
        List<Plan.Program> programs = new ArrayList<>();
        for (int i = 0; i < test.cases().size(); i++) {
            PropertyVariants variants = variants(i);
            programs.add(program(i, BASE, input(i), material));
            programs.add(program(i, OTHER, variants.other(), material));
            List<Change> changes = variants.changes();
            for (int j = 0; j < changes.size(); j++) {
                programs.add(program(i, "v" + j, changes.get(j).input(), material));
            }
        }
        return new Plan.ProbeUnit(
                id, Material.word(test.framework()), test.common().limits().wallSeconds(), programs);
    }

    private Plan.Program program(int number, String variant, Tensor input, Material material) {
        Programs programs = new Programs(material, bundle, salt, null);
        List<Step> steps = test.cases().get(number);
        List<Plan.Call> calls = new ArrayList<>();
        for (Step step : steps.subList(0, steps.size() - 1)) {
            calls.add(programs.call(call(number, variant) + "o", step, List.of()));
        }
        Step last = steps.getLast();
        Plan.Call call = programs.call(call(number, variant), last, last.compare());
        call = call.withArgument(property.argument(), new Argument.OfTensor(material.tensor(input)));
        calls.add(call);
        if (variant.equals(BASE)) {
            Argument again = new Argument.OfResult(call.id(), path(number), true);
            switch (property.name()) {
                case IDEMPOTENCE ->
                    calls.add(call.withArgument(property.argument(), again).named(call.id() + "again"));
                case ROUND_TRIP -> calls.add(inverse(call, again));
                case PERMUTATION_INVARIANCE,
                        PERMUTATION_EQUIVARIANCE,
                        TRANSLATION_EQUIVARIANCE,
                        CAUSALITY,
                        SUMS_TO_ONE -> {}
            }
        }
        return new Plan.Program(calls, List.of());
    }

    private Plan.Call inverse(Plan.Call call, Argument result) {
        String inverse = property.inverse().orElseThrow();
        List<ResultPath> whole = List.of(ResultPath.WHOLE);
        return inverse.contains(":")
                ? Plan.Call.function(call.id() + "again", inverse, List.of(result), whole)
                : Plan.Call.method(call.id() + "again", call.of(), inverse, List.of(result), whole);
    }

    private static String call(int number, String variant) {
        return "c" + number + variant;
    }

    private ResultPath path(int number) {
        return test.cases().get(number).getLast().compare().getFirst();
    }

    private Tensor input(int number) {
        return ValueGenerator.generate(
                test.cases().get(number).getLast().arguments().get(property.argument()), bundle, salt);
    }

    private PropertyVariants variants(int number) {
        return new PropertyVariants(
                property,
                test.cases().get(number).getLast().arguments().get(property.argument()),
                input(number),
                bundle::file,
                secret,
                number);
    }

    @Override
    public Predicate<String> isReference() {
        return name -> false;
    }

    @Override
    public List<Evidence> compare(Map<String, Tensor> reference, Map<String, Tensor> actual)
            throws MissingOutputException {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < test.cases().size(); i++) {
            compare(i, actual, evidence);
        }
        return evidence;
    }

    private void compare(int number, Map<String, Tensor> actual, List<Evidence> evidence)
            throws MissingOutputException {
        String name = "case " + (number + 1);
        Tensor base = MissingOutputException.required(actual, call(number, BASE) + ".0");
        Tensor other = MissingOutputException.required(actual, call(number, OTHER) + ".0");
        evidence.add(new Evidence.Comparison(name + ", other inputs", Judge.DEPENDENCE, profile(base, other)));
        List<Change> changes = variants(number).changes();
        for (int j = 0; j < changes.size(); j++) {
            Tensor changed = MissingOutputException.required(actual, call(number, "v" + j) + ".0");
            String words = name + ", " + property.name().words() + (changes.size() > 1 ? " " + (j + 1) : "");
            changed(words, changes.get(j), base, changed, evidence);
        }
        String words = name + ", " + property.name().words();
        switch (property.name()) {
            case IDEMPOTENCE -> evidence.add(held(words, base, again(number, actual)));
            case ROUND_TRIP -> {
                evidence.add(held(words, input(number), again(number, actual)));
                evidence.add(new Evidence.Comparison(
                        name + ", something in between", Judge.DEPENDENCE, profile(input(number), base)));
            }
            case SUMS_TO_ONE -> sums(words, base, evidence);
            case PERMUTATION_INVARIANCE, PERMUTATION_EQUIVARIANCE, TRANSLATION_EQUIVARIANCE, CAUSALITY -> {}
        }
    }

    private Tensor again(int number, Map<String, Tensor> actual) throws MissingOutputException {
        return MissingOutputException.required(actual, call(number, BASE) + "again.0");
    }

    private void changed(String words, Change change, Tensor base, Tensor changed, List<Evidence> evidence) {
        int axis = property.outputAxis();
        if (property.name() == Property.Name.PERMUTATION_INVARIANCE
                || !base.shape().equals(changed.shape())) {
            evidence.add(held(words, base, changed));
            return;
        }
        int needed = needed(change);
        if (!Axes.has(base, axis) || Axes.length(base, axis) < needed) {
            evidence.add(new Evidence.Comparison(words, Judge.PROPERTY, withoutAxis(base, change.input())));
            return;
        }
        int length = Axes.length(base, axis);
        switch (property.name()) {
            case PERMUTATION_EQUIVARIANCE -> {
                int[] indices = Arrays.copyOf(change.indices(), length);
                for (int i = change.indices().length; i < length; i++) {
                    indices[i] = i;
                }
                evidence.add(held(words, Axes.take(base, axis, indices), changed));
            }
            case TRANSLATION_EQUIVARIANCE -> {
                int margin = property.margin();
                int from = margin == 0 ? 0 : margin + Math.max(0, property.shift());
                int to = margin == 0 ? length : length - margin + Math.min(0, property.shift());
                int[] inside = Axes.range(from, Math.max(from, to));
                Tensor shifted = Axes.take(base, axis, Axes.shifted(length, property.shift()));
                evidence.add(held(words, Axes.take(shifted, axis, inside), Axes.take(changed, axis, inside)));
            }
            case CAUSALITY -> {
                int[] past = Axes.range(0, change.position() + 1);
                int[] future = Axes.range(change.position() + 1, length);
                evidence.add(held(words, Axes.take(base, axis, past), Axes.take(changed, axis, past)));
                evidence.add(new Evidence.Comparison(
                        words + ", after the change",
                        Judge.DEPENDENCE,
                        profile(Axes.take(base, axis, future), Axes.take(changed, axis, future))));
            }
            case PERMUTATION_INVARIANCE, IDEMPOTENCE, SUMS_TO_ONE, ROUND_TRIP -> {}
        }
    }

    /** Length of the output along its axis without which nothing would be compared. */
    private int needed(Change change) {
        return switch (property.name()) {
            case CAUSALITY, PERMUTATION_EQUIVARIANCE -> change.indices().length;
            case TRANSLATION_EQUIVARIANCE ->
                property.margin() == 0 ? 1 : 2 * property.margin() + Math.abs(property.shift()) + 1;
            case PERMUTATION_INVARIANCE, IDEMPOTENCE, SUMS_TO_ONE, ROUND_TRIP -> 1;
        };
    }

    private void sums(String words, Tensor base, List<Evidence> evidence) {
        if (!Axes.has(base, property.axis()) || Axes.length(base, property.axis()) == 0) {
            evidence.add(new Evidence.Comparison(words, Judge.PROPERTY, withoutAxis(base, base)));
            return;
        }
        Tensor sums = typed(Axes.sum(base, property.axis()), base);
        double[] ones = new double[sums.elements()];
        Arrays.fill(ones, 1);
        evidence.add(held(words, typed(Tensor.ofDoubles(sums.shape(), ones), base), sums));
        double[] below = base.toDoubles();
        for (int i = 0; i < below.length; i++) {
            below[i] = Math.min(0, below[i]);
        }
        Tensor zeros = typed(Tensor.ofDoubles(base.shape(), new double[below.length]), base);
        evidence.add(held(words + ", nothing below zero", zeros, Tensor.ofDoubles(base.shape(), below)));
    }

    /** Judged as precisely as the output is computed. */
    private static Tensor typed(Tensor values, Tensor like) {
        if (like.type() != dev.grader.core.tensor.ElementType.FLOAT32) {
            return values;
        }
        double[] doubles = values.toDoubles();
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return Tensor.ofFloats(values.shape(), floats);
    }

    private static Evidence held(String words, Tensor judge, Tensor actual) {
        return new Evidence.Comparison(words, Judge.PROPERTY, profile(judge, actual));
    }

    /** Both are the student's: one that is not finite is wrong, and no fault of ours. */
    private static ErrorProfile profile(Tensor judge, Tensor actual) {
        boolean finite = Arrays.stream(judge.toDoubles()).allMatch(Double::isFinite);
        return finite
                ? TensorComparison.compare(judge, actual, TensorComparison.least(judge.type()))
                : TensorComparison.compare(Tensor.ofDoubles(judge.shape(), new double[judge.elements()]), judge);
    }

    /** An output that has not the axis that the property is about, against the shape that has it. */
    private static ErrorProfile withoutAxis(Tensor output, Tensor input) {
        List<Long> expected = input.shape().equals(output.shape()) ? List.of(1L) : input.shape();
        return new ErrorProfile(expected, output.shape(), 0, 0, 0, 0, List.of(), List.of());
    }
}
