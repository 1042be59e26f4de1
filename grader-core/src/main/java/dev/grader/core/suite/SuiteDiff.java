package dev.grader.core.suite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a new version of a suite makes of what was measured for an older one, test by test.
 *
 * @param tests those of the newer version in its order, then those that it lacks
 */
public record SuiteDiff(List<TestChange> tests) {
    private static final int SHORT = 40;

    public SuiteDiff {
        tests = List.copyOf(tests);
    }

    /** What has to be done about a test. */
    public enum Change {
        /** Nothing: it is measured and judged as before. */
        UNCHANGED,
        /** Judged anew from what was measured; nothing is run. */
        RESCORED,
        /** Run again. */
        RERUN,
        ADDED,
        REMOVED
    }

    /**
     * One test.
     *
     * @param reasons what has changed: "points: 5 → 10", "cases changed"
     */
    public record TestChange(String testId, Change change, List<String> reasons) {
        public TestChange {
            reasons = List.copyOf(reasons);
        }
    }

    /** Compares two versions: every word of their tests, the files that these name, the reference solution, the image. */
    public static SuiteDiff between(SuiteBundle older, SuiteBundle newer) {
        Map<String, TestFacts> before = TestFacts.of(older);
        Map<String, TestFacts> after = TestFacts.of(newer);
        List<TestChange> changes = new ArrayList<>();
        after.forEach((id, facts) -> {
            TestFacts old = before.get(id);
            changes.add(old == null ? new TestChange(id, Change.ADDED, List.of("new test")) : change(id, old, facts));
        });
        before.keySet().stream()
                .filter(id -> !after.containsKey(id))
                .map(id -> new TestChange(id, Change.REMOVED, List.of("the test is gone")))
                .forEach(changes::add);
        return new SuiteDiff(changes);
    }

    /**
     * For every test a digest of all that decides its measurements: where it is the same in two versions of a suite, what was
     * measured for the one holds for the other.
     */
    public static Map<String, String> measurementDigests(SuiteBundle bundle) {
        Map<String, String> digests = new LinkedHashMap<>();
        TestFacts.of(bundle)
                .forEach((id, facts) -> digests.put(
                        id, SuiteBundle.sha256(facts.measured().toString().getBytes(StandardCharsets.UTF_8))));
        return digests;
    }

    /** What is to be done about a test of the newer version. */
    public Change of(String testId) {
        return tests.stream()
                .filter(test -> test.testId().equals(testId))
                .map(TestChange::change)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("neither version has a test '" + testId + "'"));
    }

    private static TestChange change(String id, TestFacts before, TestFacts after) {
        List<String> measured = reasons(before.measured(), after.measured());
        List<String> scored = reasons(before.scored(), after.scored());
        if (!measured.isEmpty()) {
            return new TestChange(id, Change.RERUN, concat(measured, scored));
        }
        return new TestChange(id, scored.isEmpty() ? Change.UNCHANGED : Change.RESCORED, scored);
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<String> reasons(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> reasons = new ArrayList<>();
        for (String name : names) {
            String old = before.getOrDefault(name, "default");
            String now = after.getOrDefault(name, "default");
            if (!old.equals(now)) {
                boolean isDigest = name.startsWith("file ") || name.equals("reference solution");
                reasons.add(
                        isDigest || old.length() + now.length() > SHORT
                                ? name + " changed"
                                : name + ": " + old + " → " + now);
            }
        }
        return reasons;
    }
}
