package dev.grader.pipeline.step;

import dev.grader.core.suite.Step;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names in the student's code that the tests of a suite use. */
final class TestTargets {
    private TestTargets() {}

    /** Each once, in the order of the alphabet. */
    static List<Target> of(List<TestDefinition> tests) {
        Set<Target> targets = new TreeSet<>(java.util.Comparator.comparing(Target::toString));
        tests.forEach(test -> of(test).forEach(targets::add));
        return List.copyOf(targets);
    }

    private static Stream<Target> of(TestDefinition test) {
        return switch (test) {
            case TestDefinition.Static rules ->
                Stream.concat(
                        rules.storedNumbers().stream().map(TestDefinition.StoredNumbers::model),
                        rules.parameters().stream().map(TestDefinition.Parameters::model));
            case TestDefinition.Function function ->
                function.cases().stream().flatMap(List::stream).flatMap(TestTargets::of);
            case TestDefinition.HandWrittenGradient gradient ->
                gradient.steps().stream().flatMap(TestTargets::of);
            case TestDefinition.ExportedGradient gradient -> Stream.of(gradient.target());
            case TestDefinition.Train train -> Stream.of(train.model());
            case TestDefinition.Manual ignored -> Stream.empty();
            case TestDefinition.Predict ignored -> Stream.empty();
        };
    }

    private static Stream<Target> of(Step step) {
        return switch (step.action()) {
            case Step.Action.Call call -> Stream.of(call.target());
            case Step.Action.Construct construct -> Stream.of(construct.target());
            case Step.Action.Method ignored -> Stream.empty();
            case Step.Action.Read ignored -> Stream.empty();
            case Step.Action.Give ignored -> Stream.empty();
        };
    }
}
