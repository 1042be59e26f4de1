package dev.grader.core.suite;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A test suite as declared in {@code suite.yaml}.
 *
 * @param image name of a sandbox image for the student's language
 * @param pointStep points of every test are rounded down to a multiple of it, so that noise cannot decide
 * @param requiredFiles must be in the submission; checked at upload
 * @param maximumMegabytes cap on the unpacked submission
 */
public record Suite(
        String id,
        String title,
        String image,
        Set<Capability> capabilities,
        BigDecimal pointStep,
        List<String> requiredFiles,
        int maximumMegabytes,
        Map<String, DataSet> data,
        List<TestDefinition> tests,
        List<Fixture> fixtures) {
    public Suite {
        capabilities = Set.copyOf(capabilities);
        requiredFiles = List.copyOf(requiredFiles);
        data = Map.copyOf(data);
        tests = List.copyOf(tests);
        fixtures = List.copyOf(fixtures);
    }

    /** Points of all tests but those for extra credit. */
    public BigDecimal maximumPoints() {
        return tests.stream()
                .map(TestDefinition::common)
                .filter(test -> !test.extraCredit())
                .map(Common::points)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Files of its data sets that do not travel in the bundle, each once. */
    public List<DataFile.Stored> storedData() {
        return data.values().stream()
                .flatMap(set -> set.files().stream())
                .filter(DataFile.Stored.class::isInstance)
                .map(DataFile.Stored.class::cast)
                .distinct()
                .toList();
    }

    public TestDefinition test(String id) {
        return tests.stream()
                .filter(test -> test.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("suite '" + this.id + "' has no test '" + id + "'"));
    }

    /**
     * The same suite with some of its tests, and those that they depend on; wrong fixtures lose no others.
     *
     * @throws IllegalArgumentException when there is no such test
     */
    public Suite withTests(Set<String> ids) {
        Set<String> kept = new HashSet<>();
        ids.forEach(id -> keep(id, kept));
        return new Suite(
                id,
                title,
                image,
                capabilities,
                pointStep,
                requiredFiles,
                maximumMegabytes,
                data,
                tests.stream().filter(test -> kept.contains(test.id())).toList(),
                fixtures.stream().map(fixture -> losing(fixture, kept)).toList());
    }

    private void keep(String testId, Set<String> kept) {
        if (kept.add(testId)) {
            test(testId).common().dependsOn().forEach(needed -> keep(needed, kept));
        }
    }

    private static Fixture losing(Fixture fixture, Set<String> tests) {
        if (!(fixture instanceof Fixture.Wrong wrong)) {
            return fixture;
        }
        Map<String, String> mayLose = new LinkedHashMap<>(wrong.mayLose());
        mayLose.keySet().retainAll(tests);
        return new Fixture.Wrong(
                wrong.path(), wrong.mustLose().stream().filter(tests::contains).toList(), mayLose);
    }
}
