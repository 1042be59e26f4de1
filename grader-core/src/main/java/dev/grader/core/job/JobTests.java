package dev.grader.core.job;

import dev.grader.core.suite.Runs;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import java.util.List;
import java.util.Set;

/** Which tests a job runs. What a person grades is never among them. */
public final class JobTests {
    private JobTests() {}

    /** The tests of the job, in the suite's order. */
    public static List<TestDefinition> of(JobKind kind, Suite suite) {
        return suite.tests().stream()
                .filter(TestDefinition::isAutomatic)
                .filter(test -> isRun(kind, test))
                .toList();
    }

    /** Their ids. */
    public static Set<String> ids(JobKind kind, Suite suite) {
        return Set.copyOf(of(kind, suite).stream().map(TestDefinition::id).toList());
    }

    private static boolean isRun(JobKind kind, TestDefinition test) {
        return switch (kind) {
            case JobKind.Grade ignored -> test.common().runs() == Runs.AT_ONCE;
            case JobKind.Prove ignored -> true;
            case JobKind.Calibrate calibrate ->
                calibrate.tests().isEmpty() || calibrate.tests().contains(test.id());
            case JobKind.RerunStep rerun -> rerun.tests().contains(test.id());
        };
    }
}
