package dev.grader.pipeline.step;

import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Calls what a test of outputs calls, once per case, and compares with the reference or with given arrays. */
record FunctionProbe(TestDefinition.Function test, SuiteBundle bundle, long salt) implements Probe {
    @Override
    public String testId() {
        return test.id();
    }

    @Override
    public Plan.ProbeUnit unit(String id, Material material) {
        List<Plan.Program> programs = new ArrayList<>();
        for (int i = 0; i < test.cases().size(); i++) {
            Programs calls = new Programs(material, bundle, salt, null);
            List<Plan.Call> program = new ArrayList<>();
            for (int j = 0; j < test.cases().get(i).size(); j++) {
                Step step = test.cases().get(i).get(j);
                program.add(calls.call(call(i, j), step, step.compare()));
            }
            programs.add(new Plan.Program(program, List.of()));
        }
        return new Plan.ProbeUnit(
                id, Material.word(test.framework()), test.common().limits().wallSeconds(), programs);
    }

    private static String call(int program, int step) {
        return "c" + program + "s" + step;
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
            for (int j = 0; j < test.cases().get(i).size(); j++) {
                Step step = test.cases().get(i).get(j);
                for (int k = 0; k < step.compare().size(); k++) {
                    String name = call(i, j) + "." + k;
                    Tensor own = MissingOutputException.required(actual, name);
                    boolean given = !step.expected().isEmpty();
                    Tensor judge =
                            given ? array(step.expected().get(k)) : MissingOutputException.ofReference(reference, name);
                    evidence.add(new Evidence.Comparison(
                            words(step, k),
                            given ? Judge.EXPECTED : Judge.REFERENCE,
                            TensorComparison.compare(judge, own, TensorComparison.least(judge.type()))));
                }
            }
        }
        return evidence;
    }

    private Tensor array(Value expected) {
        return expected instanceof Value.Literal number
                ? Tensor.ofDoubles(List.of(), number.json().asDouble())
                : ValueGenerator.generate(expected, bundle, salt);
    }

    /** What is compared, as in {@code case 2, output 1}. */
    static String words(Step step, int index) {
        ResultPath path = step.compare().get(index);
        if (step.compare().size() == 1 || path.isWhole()) {
            return step.name();
        }
        return path.elements().size() == 1 && path.first().isInt()
                ? step.name() + ", output " + (path.first().asInt() + 1)
                : step.name() + ", " + path;
    }
}
