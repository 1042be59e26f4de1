package dev.grader.core.suite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a test can ask for in the language that a suite's submissions are written in. */
final class LanguageChecks {
    /** The image in which submissions in Java are compiled and run. */
    private static final String JAVA = "djl";

    private LanguageChecks() {}

    /** What is wrong with a test, with what to do about it. */
    static Optional<String> problem(Suite suite, TestDefinition test) {
        boolean java = suite.image().equals(JAVA);
        return switch (test) {
            case TestDefinition.Function function ->
                problem(java, function.framework(), function.cases().stream().flatMap(List::stream));
            case TestDefinition.HandWrittenGradient gradient ->
                problem(java, gradient.framework(), gradient.steps().stream());
            case TestDefinition.Static rules -> java ? ofJava(suite, rules) : Optional.empty();
            case TestDefinition.Predict predict ->
                java && predict.artifacts().stream().anyMatch(Artifact.Safetensors.class::isInstance)
                        ? Optional.of(
                                "an architecture for safetensors is Python; submissions to the image djl are Java")
                        : Optional.empty();
            case TestDefinition.ExportedGradient gradient -> traced(java, gradient.trace());
            case TestDefinition.Train train -> traced(java, train.trace());
            case TestDefinition.Manual ignored -> Optional.empty();
        };
    }

    private static Optional<String> traced(boolean java, List<List<Value>> trace) {
        return java && !trace.isEmpty()
                ? Optional.of("a block in Java is never traced; leave trace out")
                : Optional.empty();
    }

    private static Optional<String> problem(boolean java, Framework framework, Stream<Step> steps) {
        if (java != (framework == Framework.DJL)) {
            return Optional.of(
                    java
                            ? "submissions to the image djl are Java: use framework: djl"
                            : "framework: djl is for submissions in Java: use image: djl, or another framework");
        }
        return java && steps.anyMatch(step -> !step.keywords().isEmpty())
                ? Optional.of("Java has no arguments by name: give them by position")
                : Optional.empty();
    }

    /** Files are searched as far as they are compiled, which are the classes that tests name and what these need. */
    private static Optional<String> ofJava(Suite suite, TestDefinition.Static rules) {
        boolean searches = !rules.forbidden().isEmpty() || !rules.flagged().isEmpty();
        boolean named = suite.tests().stream()
                .anyMatch(test -> !(test instanceof TestDefinition.Static)
                        && !(test instanceof TestDefinition.Manual)
                        && !(test instanceof TestDefinition.Predict));
        return searches && !named
                ? Optional.of("no test names a class of the submission, so there is nothing to search")
                : Optional.empty();
    }
}
