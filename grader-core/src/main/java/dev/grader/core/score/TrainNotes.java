package dev.grader.core.score;

import dev.grader.core.measurement.Evidence.CurvePoint;
import dev.grader.core.measurement.Evidence.MetricValue;
import dev.grader.core.suite.Loss;
import dev.grader.core.suite.Metric;
import dev.grader.core.suite.TestDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the course of all trainings says for certain, in words for the student. It is what the harness printed, so it decides
 * nothing; it holds no hidden value, since a training gets none.
 */
final class TrainNotes {
    private static final double NOTHING = 1e-6;
    private static final double MUCH = 2;
    private static final double LEARNT = 0.9;
    private static final double FORGOTTEN = 0.6;

    private TrainNotes() {}

    static List<String> of(TestDefinition.Train test, List<MetricValue> trainings) {
        List<String> notes = new ArrayList<>();
        if (all(trainings, TrainNotes::neverMoved)) {
            notes.add("the training loss never moved: do the parameters take part in the output, without detach, .data,"
                    + " or a conversion to NumPy?");
        } else if (test.recipe().loss().kind() != Loss.Kind.MODULE_OUTPUT && all(trainings, TrainNotes::rose)) {
            notes.add(
                    "the training loss rose all the way. The recipe's learning rate works for the reference; look for a"
                            + " flipped sign, or for outputs or initial weights that are far too large");
        }
        if (test.metric().name() == Metric.Name.ACCURACY
                && !trainings.isEmpty()
                && trainings.stream().allMatch(TrainNotes::onlyKnowsInTrainingMode)) {
            notes.add(
                    "the model is right on the training rows in training mode, and not on other rows in evaluation mode:"
                            + " either it only learns by heart, or it differs between train() and eval(), as with statistics of"
                            + " a normalisation that are not kept");
        }
        return notes;
    }

    private static boolean all(List<MetricValue> trainings, Predicate<List<CurvePoint>> curve) {
        return !trainings.isEmpty()
                && trainings.stream()
                        .allMatch(training -> training.curve().size() >= 3 && curve.test(training.curve()));
    }

    private static boolean neverMoved(List<CurvePoint> curve) {
        double first = curve.getFirst().loss();
        return curve.stream().allMatch(point -> Math.abs(point.loss() - first) <= NOTHING * Math.abs(first));
    }

    private static boolean rose(List<CurvePoint> curve) {
        for (int i = 1; i < curve.size(); i++) {
            if (curve.get(i).loss() <= curve.get(i - 1).loss()) {
                return false;
            }
        }
        double first = curve.getFirst().loss();
        return first > 0 && curve.getLast().loss() > MUCH * first;
    }

    private static boolean onlyKnowsInTrainingMode(MetricValue training) {
        return !training.curve().isEmpty()
                && training.curve().getLast().accuracy() >= LEARNT
                && training.value() < FORGOTTEN * training.curve().getLast().accuracy();
    }
}
