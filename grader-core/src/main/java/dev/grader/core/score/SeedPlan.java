package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.TestDefinition;
import java.util.List;

/**
 * How many trainings a submission gets. It begins with the recipe's number of seeds; where their mean lies so near to the
 * cut-off that the seeds could have decided, there are {@link #MOST} in all, and the mean of all of them counts.
 *
 * <p>What doubt remains favours the student: the noise of the reference's mean, of the student's mean and of the hidden
 * split has been taken off the cut-off before ({@link CutOffs}), the cut-off is rounded down, and reaching it is enough.
 * Further trainings of which one has no result are left out by whoever runs them.
 */
public final class SeedPlan {
    /** Trainings of a submission whose mean was near to the cut-off. */
    public static final int MOST = 9;

    private SeedPlan() {}

    /**
     * How many more seeds to run after those measured.
     *
     * @param values metric of each seed that has been run, in any order
     * @return 0 when the values decide
     * @throws IllegalStateException when the calibration lacks what the test needs
     */
    public static int more(TestDefinition.Train test, CalibrationRecord calibration, List<Double> values) {
        int planned = test.recipe().studentSeeds();
        if (values.size() < planned) {
            return planned - values.size();
        }
        if (values.size() >= MOST) {
            return 0;
        }
        SampleStatistics student = SampleStatistics.of(values);
        double distance = CutOffs.of(test, calibration, values.size()).distance(student.mean());
        return distance <= noise(test, calibration, student) ? MOST - values.size() : 0;
    }

    /** The larger spread of student and reference: an unstable model needs more seeds than a steady reference did. */
    private static double noise(TestDefinition.Train test, CalibrationRecord calibration, SampleStatistics student) {
        return switch (test.cutOff()) {
            case CutOff.RelativeToReference ignored -> {
                SampleStatistics reference = CutOffs.reference(test, calibration);
                yield CutOffs.seedQuantile(reference.count())
                        * Math.max(reference.standardDeviation(), student.standardDeviation())
                        / Math.sqrt(student.count());
            }
            case CutOff.Linear ignored -> ownNoise(student);
            case CutOff.Steps ignored -> ownNoise(student);
        };
    }

    private static double ownNoise(SampleStatistics student) {
        return student.count() < 2
                ? 0
                : CutOffs.seedQuantile(student.count()) * student.standardDeviation() / Math.sqrt(student.count());
    }
}
