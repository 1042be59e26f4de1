package dev.grader.pipeline.step;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Calls a forward and a backward written by hand, and the forward again with single elements moved.
 *
 * @param upstream of the shape that the reference's forward returns
 */
record HandWrittenProbe(TestDefinition.HandWrittenGradient test, SuiteBundle bundle, long salt, Tensor upstream)
        implements Probe {
    private static final String FORWARD = "f";
    private static final String BACKWARD = "b";
    /** The tensor whose shape the upstream gradient has. */
    static final String OUTPUT = "f.0";

    private static final List<List<Integer>> FIRST = List.of(List.of(0));

    @Override
    public String testId() {
        return test.id();
    }

    @Override
    public Plan.ProbeUnit unit(String id, Material material) {
        List<Argument> arguments = test.arguments().stream()
                .map(value -> material.argument(value, bundle, salt))
                .toList();
        List<Plan.Call> calls = new ArrayList<>();
        calls.add(new Plan.Call(FORWARD, test.forward().toString(), null, arguments, FIRST));
        calls.add(new Plan.Call(
                BACKWARD,
                test.backward().toString(),
                null,
                List.of(
                        new Argument.OfTensor(material.tensor(upstream), null),
                        new Argument.OfResult(FORWARD, List.of(1))),
                gradientPaths()));
        for (int gradient = 0; gradient < test.gradientsOf().size(); gradient++) {
            for (int offset : offsets(gradient)) {
                calls.add(moved(gradient, offset, test.step(), arguments));
                calls.add(moved(gradient, offset, -test.step(), arguments));
            }
        }
        return new Plan.ProbeUnit(
                id,
                test.framework().name().toLowerCase(Locale.ROOT),
                test.common().limits().wallSeconds(),
                calls);
    }

    private List<List<Integer>> gradientPaths() {
        int gradients = test.gradientsOf().size();
        return gradients == 1
                ? List.of(List.of())
                : IntStream.range(0, gradients).mapToObj(List::of).toList();
    }

    private Plan.Call moved(int gradient, int offset, double by, List<Argument> arguments) {
        int position = test.gradientsOf().get(gradient);
        Argument whole = arguments.get(position);
        if (!(whole instanceof Argument.OfTensor tensor)) {
            throw new IllegalArgumentException(
                    "test '" + test.id() + "' asks for the gradient of argument " + position + ", which is no array");
        }
        List<Argument> moved = new ArrayList<>(arguments);
        moved.set(
                position,
                new Argument.OfTensor(
                        tensor.tensor(),
                        new Argument.Perturbation(argument(gradient).indexOf(offset), by)));
        return new Plan.Call(call(gradient, offset, by), test.forward().toString(), null, moved, FIRST);
    }

    private static String call(int gradient, int offset, double by) {
        return "p" + gradient + "x" + offset + (by > 0 ? "u" : "d");
    }

    private Tensor argument(int gradient) {
        return ValueGenerator.generate(test.arguments().get(test.gradientsOf().get(gradient)), bundle, salt);
    }

    private List<Integer> offsets(int gradient) {
        return CentralDifferences.sample(
                argument(gradient), test.samples(), salt + test.id().hashCode() + gradient);
    }

    @Override
    public Predicate<String> isReference() {
        return name -> name.equals(OUTPUT) || name.startsWith(BACKWARD + ".");
    }

    @Override
    public List<Evidence> compare(Map<String, Tensor> reference, Map<String, Tensor> actual)
            throws MissingOutputException {
        List<Evidence> evidence = new ArrayList<>();
        for (int gradient = 0; gradient < test.gradientsOf().size(); gradient++) {
            String tensor = BACKWARD + "." + gradient;
            String words = "gradient of argument " + test.gradientsOf().get(gradient);
            Tensor own = MissingOutputException.required(actual, tensor);
            evidence.add(new Evidence.Comparison(
                    words,
                    Judge.REFERENCE,
                    TensorComparison.compare(MissingOutputException.ofReference(reference, tensor), own)));
            evidence.add(new Evidence.Comparison(words, Judge.CENTRAL_DIFFERENCES, differences(gradient, own, actual)));
        }
        return evidence;
    }

    private ErrorProfile differences(int gradient, Tensor own, Map<String, Tensor> actual)
            throws MissingOutputException {
        List<Integer> offsets = offsets(gradient);
        double[] slopes = new double[offsets.size()];
        for (int i = 0; i < slopes.length; i++) {
            Tensor plus = MissingOutputException.required(actual, call(gradient, offsets.get(i), 1) + ".0");
            Tensor minus = MissingOutputException.required(actual, call(gradient, offsets.get(i), -1) + ".0");
            for (Tensor output : List.of(plus, minus)) {
                if (!output.shape().equals(upstream.shape())) {
                    return TensorComparison.compare(upstream, output);
                }
            }
            slopes[i] = CentralDifferences.slope(upstream, plus, minus, test.step());
        }
        return CentralDifferences.compare(argument(gradient), own, offsets, slopes);
    }
}
