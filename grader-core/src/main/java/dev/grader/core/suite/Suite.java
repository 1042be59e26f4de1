package dev.grader.core.suite;

import java.math.BigDecimal;
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

    public BigDecimal maximumPoints() {
        return tests.stream().map(test -> test.common().points()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public TestDefinition test(String id) {
        return tests.stream()
                .filter(test -> test.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("suite '" + this.id + "' has no test '" + id + "'"));
    }
}
