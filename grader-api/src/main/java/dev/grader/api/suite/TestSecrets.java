package dev.grader.api.suite;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The secrets from which seeds and hidden inputs of tests are derived. A test that is measured as in an earlier version of the
 * suite keeps its secret, so that what was measured stays comparable; one that has changed gets a new one.
 */
@Singleton
public class TestSecrets {
    private final Sql sql;
    private final Json json;
    private final StoredSuites suites;

    TestSecrets(Sql sql, Json json, StoredSuites suites) {
        this.sql = sql;
        this.json = json;
        this.suites = suites;
    }

    /** JSON of test ids to secrets. */
    public static final class Secrets extends LinkedHashMap<String, Long> {
        private static final long serialVersionUID = 1;
    }

    private record Earlier(String digest, OfVersion secrets) {}

    /** Of one version; a test without a secret of its own has that of the version. */
    record OfVersion(long seedSecret, Map<String, Long> tests) {
        OfVersion {
            tests = Map.copyOf(tests);
        }

        long of(String test) {
            return tests.getOrDefault(test, seedSecret);
        }
    }

    /** Secrets for the tests of a new version of an assignment's suite. */
    Map<String, Long> choose(long assignmentId, String digest, RandomGenerator random) {
        List<Earlier> earlier = sql.list(
                "SELECT digest, seed_secret, secrets FROM suite_version WHERE assignment_id = ? ORDER BY version DESC",
                row -> new Earlier(
                        row.text("digest"),
                        new OfVersion(row.number("seed_secret"), json.read(row.text("secrets"), Secrets.class))),
                assignmentId);
        earlier.removeIf(version -> !suites.isReadable(version.digest()));
        Map<String, Long> chosen = new Secrets();
        suites.measurementDigests(digest)
                .forEach((test, measured) -> chosen.put(
                        test,
                        earlier.stream()
                                .filter(version -> measured.equals(suites.measurementDigests(version.digest())
                                        .get(test)))
                                .findFirst()
                                .map(version -> version.secrets().of(test))
                                .orElseGet(random::nextLong)));
        return chosen;
    }

    /** Of a stored version, with what stands for tests that have none. */
    OfVersion ofVersion(long suiteVersionId) {
        return sql.first(
                        "SELECT seed_secret, secrets FROM suite_version WHERE id = ?",
                        row -> new OfVersion(row.number("seed_secret"), json.read(row.text("secrets"), Secrets.class)),
                        suiteVersionId)
                .orElseThrow();
    }

    /** Of a stored version. */
    public Map<String, Long> of(long suiteVersionId) {
        return sql.first(
                        "SELECT secrets FROM suite_version WHERE id = ?",
                        row -> json.read(row.text("secrets"), Secrets.class),
                        suiteVersionId)
                .orElseThrow();
    }
}
