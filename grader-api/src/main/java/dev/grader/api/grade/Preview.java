package dev.grader.api.grade;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.core.suite.SuiteDiff.TestChange;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a suite would make of the submissions that were graded by others. Nothing has changed yet.
 *
 * @param id digest of all that would be done: the same id is the same outcome, and is what is applied
 * @param version of the suite
 * @param versions what it changes, for each version by which submissions are graded now
 * @param submissions those whose grade changes, and those that have to be run again before that is known
 * @param unchanged how many keep all their points and verdicts
 * @param rerun how many have to be run again; until they are, nothing can be applied
 * @param pending how many have no grade yet; they are not touched
 */
public record Preview(
        String id,
        int version,
        List<VersionChange> versions,
        List<Entry> submissions,
        int unchanged,
        int rerun,
        int pending) {
    public Preview {
        versions = List.copyOf(versions);
        submissions = List.copyOf(submissions);
    }

    /** What the version changes about an older or newer one. */
    public record VersionChange(int from, List<TestChange> tests) {
        public VersionChange {
            tests = List.copyOf(tests);
        }
    }

    /**
     * One submission. New values are null where tests have to be run first.
     *
     * @param student who handed it in or, where another one counts for that member of the team, one for whom it counts
     * @param from the version that it is graded by
     * @param oldFinal after lateness
     * @param tests whose verdict or points change
     * @param rerun tests that have to be run
     */
    public record Entry(
            UUID submission,
            String student,
            int attempt,
            int from,
            BigDecimal oldPoints,
            BigDecimal oldMaximum,
            BigDecimal oldFinal,
            @Nullable BigDecimal newPoints,
            @Nullable BigDecimal newMaximum,
            @Nullable BigDecimal newFinal,
            List<TestDelta> tests,
            List<String> rerun) {
        public Entry {
            tests = List.copyOf(tests);
            rerun = List.copyOf(rerun);
        }
    }

    /**
     * One test of a submission; old values are null for a new test, new ones for a test that is gone.
     *
     * @param why what has changed about the test
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record TestDelta(
            String testId,
            @Nullable Verdict oldVerdict,
            @Nullable BigDecimal oldPoints,
            @Nullable Verdict newVerdict,
            @Nullable BigDecimal newPoints,
            List<String> why) {
        public TestDelta {
            why = List.copyOf(why);
        }
    }
}
