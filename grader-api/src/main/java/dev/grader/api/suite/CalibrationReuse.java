package dev.grader.api.suite;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.TestDefinition;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the reference measured for other versions of a suite and still holds for a new one. */
@Singleton
public class CalibrationReuse {
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final Calibrations calibrations;
    private final TestSecrets secrets;

    CalibrationReuse(SuiteVersions versions, StoredSuites suites, Calibrations calibrations, TestSecrets secrets) {
        this.secrets = secrets;
        this.versions = versions;
        this.suites = suites;
        this.calibrations = calibrations;
    }

    /**
     * A calibration of another version.
     *
     * @param kept tests that are measured in the new version as in that one
     * @param missing the other tests of the new version
     */
    public record Known(CalibrationRecord record, Set<String> kept, List<String> missing) {
        public Known {
            kept = Set.copyOf(kept);
            missing = List.copyOf(missing);
        }
    }

    /** The calibration on a kind of machine with these images of which the most tests still hold; of equal ones the newest. */
    public Optional<Known> known(SuiteVersion version, String machineKind, ImageSet images) {
        return best(version, machineKind, images, tests(version));
    }

    /**
     * What is known of the tests that were not measured now.
     *
     * @param measured tests of the version that a new calibration has measured; nothing is taken over of them
     * @return the best calibration that, with these tests, gives a whole one; empty when there is none
     */
    public Optional<Known> besides(
            SuiteVersion version, String machineKind, ImageSet images, Collection<String> measured) {
        return best(version, machineKind, images, measured).map(known -> {
            Set<String> kept = new LinkedHashSet<>(known.kept());
            kept.removeAll(measured);
            return new Known(known.record(), kept, known.missing());
        });
    }

    /** The best of those that lack no other test than these. */
    private Optional<Known> best(
            SuiteVersion version, String machineKind, ImageSet images, Collection<String> mayLack) {
        List<String> tests = tests(version);
        Optional<Known> best = Optional.empty();
        for (SuiteVersion other : versions.others(version)) {
            if (!suites.isReadable(other.digest())) {
                continue;
            }
            Set<String> kept = kept(tests, version, other);
            List<String> missing =
                    tests.stream().filter(test -> !kept.contains(test)).toList();
            int least = best.map(known -> known.kept().size() + 1).orElse(tests.isEmpty() ? 0 : 1);
            if (kept.size() < least || !mayLack.containsAll(missing)) {
                continue;
            }
            Optional<CalibrationRecord> record = calibrations.find(other.id(), machineKind, images);
            if (record.isPresent()) {
                best = Optional.of(new Known(record.get(), kept, missing));
            }
        }
        return best;
    }

    /** The tests that are measured in both versions in the same way and from the same secrets. */
    private Set<String> kept(List<String> tests, SuiteVersion version, SuiteVersion other) {
        Map<String, String> wanted = suites.measurementDigests(version.digest());
        Map<String, String> measured = suites.measurementDigests(other.digest());
        TestSecrets.OfVersion drawn = secrets.ofVersion(version.id());
        TestSecrets.OfVersion drawnThen = secrets.ofVersion(other.id());
        Set<String> kept = new LinkedHashSet<>(tests);
        kept.removeIf(test ->
                !wanted.getOrDefault(test, "").equals(measured.get(test)) || drawn.of(test) != drawnThen.of(test));
        return kept;
    }

    private List<String> tests(SuiteVersion version) {
        return suites.read(version.digest()).tests().stream()
                .filter(TestDefinition::isAutomatic)
                .map(TestDefinition::id)
                .toList();
    }

    /**
     * Takes a calibration over when nothing of it has changed.
     *
     * @return whether the version is calibrated now
     */
    public boolean takeOver(SuiteVersion version, String machineKind, ImageSet images) {
        Optional<Known> known = known(version, machineKind, images)
                .filter(found -> found.missing().isEmpty());
        known.ifPresent(
                found -> calibrations.keep(version.id(), images, found.record().forSuite(version.digest())));
        return known.isPresent();
    }
}
