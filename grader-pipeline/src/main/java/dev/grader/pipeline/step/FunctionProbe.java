package dev.grader.pipeline.step;

import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Construction;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Calls a function or module once per case. */
record FunctionProbe(TestDefinition.Function test, SuiteBundle bundle, long salt) implements Probe {
    @Override
    public String testId() {
        return test.id();
    }

    @Override
    public Plan.ProbeUnit unit(String id, Material material) {
        List<Plan.Call> calls = new ArrayList<>();
        for (int i = 0; i < test.cases().size(); i++) {
            calls.add(new Plan.Call(
                    "c" + i,
                    test.target().toString(),
                    construct(test.construction().orElse(null), material, bundle, salt),
                    arguments(test.cases().get(i), material),
                    paths()));
        }
        return new Plan.ProbeUnit(
                id,
                test.framework().name().toLowerCase(Locale.ROOT),
                test.common().limits().wallSeconds(),
                calls);
    }

    private List<Argument> arguments(List<Value> values, Material material) {
        return values.stream()
                .map(value -> material.argument(value, bundle, salt))
                .toList();
    }

    static Plan.@Nullable Construct construct(
            @Nullable Construction construction, Material material, SuiteBundle bundle, long salt) {
        if (construction == null) {
            return null;
        }
        Map<String, Argument> state = new LinkedHashMap<>();
        construction.state().forEach((name, value) -> state.put(name, material.argument(value, bundle, salt)));
        return new Plan.Construct(
                construction.arguments().stream()
                        .map(value -> material.argument(value, bundle, salt))
                        .toList(),
                state);
    }

    private List<List<Integer>> paths() {
        return test.outputs() == 0
                ? List.of(List.of())
                : IntStream.range(0, test.outputs()).mapToObj(List::of).toList();
    }

    @Override
    public Predicate<String> isReference() {
        return name -> true;
    }

    @Override
    public List<Evidence> compare(Map<String, Tensor> reference, Map<String, Tensor> actual)
            throws MissingOutputException {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < test.cases().size(); i++) {
            for (int j = 0; j < Math.max(1, test.outputs()); j++) {
                String name = "c" + i + "." + j;
                evidence.add(new Evidence.Comparison(
                        words(i, j),
                        Judge.REFERENCE,
                        TensorComparison.compare(
                                MissingOutputException.ofReference(reference, name),
                                MissingOutputException.required(actual, name))));
            }
        }
        return evidence;
    }

    private String words(int caseIndex, int output) {
        return "case " + (caseIndex + 1) + (test.outputs() > 1 ? ", output " + (output + 1) : "");
    }
}
