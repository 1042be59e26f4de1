package dev.grader.api.suite;

import dev.grader.core.suite.Suite;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What submissions need to know of suites, from their rows and bundles. */
@Singleton
public class SuiteCatalog implements PublishedSuites {
    private final SuiteVersions versions;
    private final StoredSuites suites;

    SuiteCatalog(SuiteVersions versions, StoredSuites suites) {
        this.versions = versions;
        this.suites = suites;
    }

    @Override
    public Optional<PublishedSuite> of(long assignmentId) {
        return versions.newestPublished(assignmentId).map(this::published);
    }

    @Override
    public Map<Long, BigDecimal> maximumPoints(long courseId) {
        return versions.newestPublishedOf(courseId).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> suites.read(entry.getValue()).maximumPoints()));
    }

    @Override
    public Optional<SuiteSummary> newest(long assignmentId) {
        return versions.newest(assignmentId)
                .map(version -> new SuiteSummary(
                        version.version(), version.digest(), version.state().name()));
    }

    @Override
    public PublishedSuite version(long suiteVersionId) {
        return versions.find(suiteVersionId)
                .map(this::published)
                .orElseThrow(() -> new IllegalArgumentException("there is no suite version " + suiteVersionId));
    }

    private PublishedSuite published(SuiteVersion version) {
        Suite suite = suites.read(version.digest());
        return new PublishedSuite(
                version.id(),
                version.version(),
                version.digest(),
                suite.requiredFiles(),
                suite.maximumMegabytes(),
                suite.maximumPoints());
    }
}
