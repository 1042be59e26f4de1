package dev.grader.cli.bench;

import dev.grader.core.job.Progress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long the training loops alone took, from the moments at which their epochs ended: no start of a process, no loading,
 * no comparing.
 */
final class TrainingTime {
    private TrainingTime() {}

    /**
     * Seconds over all trainings of a job. The first epoch's beginning is not known, so it counts as long as the others
     * on average.
     *
     * @return empty when a training has no two epochs to measure between, or there is none
     */
    static Optional<Double> seconds(List<Progress> events) {
        Map<String, Training> trainings = new LinkedHashMap<>();
        for (Progress event : events) {
            if (event instanceof Progress.Epoch epoch) {
                trainings.computeIfAbsent(epoch.step(), step -> new Training()).add(epoch);
            }
        }
        if (trainings.isEmpty() || trainings.values().stream().anyMatch(training -> training.epochs() < 2)) {
            return Optional.empty();
        }
        return Optional.of(
                trainings.values().stream().mapToDouble(Training::seconds).sum());
    }

    /** The epochs of one training. A job that ran twice reports an epoch twice; its later run counts. */
    private static final class Training {
        private final Map<Integer, Instant> ends = new LinkedHashMap<>();

        void add(Progress.Epoch epoch) {
            if (epoch.epoch() == 1) {
                ends.clear();
            }
            ends.put(epoch.epoch(), epoch.at());
        }

        int epochs() {
            return ends.size();
        }

        double seconds() {
            Instant first = ends.values().stream().min(Instant::compareTo).orElseThrow();
            Instant last = ends.values().stream().max(Instant::compareTo).orElseThrow();
            return Phase.Seconds.between(first, last) * epochs() / (epochs() - 1);
        }
    }
}
