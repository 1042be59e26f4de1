package dev.grader.harness.source;

import java.util.List;
import java.util.Map;

/**
 * A class of a submission with everything that it needs of the submission.
 *
 * @param classes binary name to the bytes of the class file; empty if there are problems
 * @param problems why it does not compile, in the order of the compiler
 */
public record CompiledTarget(Map<String, byte[]> classes, List<SourceFinding> findings, List<SourceProblem> problems) {
    public CompiledTarget {
        classes = Map.copyOf(classes);
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }

    static CompiledTarget failed(SourceProblem problem) {
        return new CompiledTarget(Map.of(), List.of(), List.of(problem));
    }
}
