package dev.grader.cli.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a suite version would change, as the service says. Verdicts are text, so that a newer service can have more. */
record Preview(
        String id,
        int version,
        List<VersionChange> versions,
        List<Entry> submissions,
        int unchanged,
        int rerun,
        int pending) {
    Preview {
        versions = List.copyOf(versions);
        submissions = List.copyOf(submissions);
    }

    /** What it changes about the version that submissions are graded by. */
    record VersionChange(int from, List<TestChange> tests) {
        VersionChange {
            tests = List.copyOf(tests);
        }
    }

    /** What is to be done about one test. */
    record TestChange(String testId, String change, List<String> reasons) {
        TestChange {
            reasons = List.copyOf(reasons);
        }
    }

    /** One submission whose grade changes, or is not known until tests were run. */
    record Entry(
            String submission,
            String student,
            int from,
            BigDecimal oldPoints,
            BigDecimal oldMaximum,
            BigDecimal oldFinal,
            Optional<BigDecimal> newPoints,
            Optional<BigDecimal> newMaximum,
            Optional<BigDecimal> newFinal,
            List<TestDelta> tests,
            List<String> rerun) {
        Entry {
            tests = List.copyOf(tests);
            rerun = List.copyOf(rerun);
        }
    }

    /** One test of a submission. */
    record TestDelta(
            String testId,
            Optional<String> oldVerdict,
            Optional<BigDecimal> oldPoints,
            Optional<String> newVerdict,
            Optional<BigDecimal> newPoints,
            List<String> why) {
        TestDelta {
            why = List.copyOf(why);
        }
    }
}
