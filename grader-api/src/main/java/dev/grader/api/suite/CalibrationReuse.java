package dev.grader.api.suite;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import jakarta.inject.Singleton;
import java.util.ArrayList;
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

    CalibrationReuse(SuiteVersions versions, StoredSuites suites, Calibrations calibrations) {
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
        Suite suite = suites.read(version.digest());
        Map<String, String> wanted = suites.measurementDigests(version.digest());
        List<String> tests = suite.tests().stream()
                .filter(TestDefinition::isAutomatic)
                .map(TestDefinition::id)
                .toList();
        Optional<Known> best = Optional.empty();
        for (SuiteVersion other : versions.others(version)) {
            Map<String, String> measured = suites.measurementDigests(other.digest());
            Set<String> kept = new LinkedHashSet<>(tests);
            kept.removeIf(test -> !wanted.getOrDefault(test, "").equals(measured.get(test)));
            int least = best.map(known -> known.kept().size() + 1).orElse(tests.isEmpty() ? 0 : 1);
            if (kept.size() < least) {
                continue;
            }
            Optional<CalibrationRecord> record = calibrations.find(other.id(), machineKind, images);
            if (record.isPresent()) {
                List<String> missing = new ArrayList<>(tests);
                missing.removeAll(kept);
                best = Optional.of(new Known(record.get(), kept, missing));
            }
        }
        return best;
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
