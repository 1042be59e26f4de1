package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.MetricValue;
import dev.grader.core.suite.TestDefinition;
import java.util.List;

/** Judges predictions: the metric on the hidden split against the cut-off. There are no seeds and no second try. */
final class PredictJudge {
    private PredictJudge() {}

    static Judgement judge(TestDefinition.Predict test, CalibrationRecord calibration, List<Evidence> evidence) {
        List<MetricValue> metrics = Of.type(MetricValue.class, evidence).toList();
        if (metrics.size() != 1) {
            return Judgement.infrastructure("the predictions were measured " + metrics.size() + " times, not once");
        }
        MetricValue metric = metrics.getFirst();
        if (!Double.isFinite(metric.value())) {
            return Judgement.infrastructure("the metric is not finite: " + metric.value());
        }
        AppliedCutOff cutOff;
        try {
            cutOff = CutOffs.of(test, calibration, 1);
        } catch (IllegalStateException exception) {
            return Judgement.infrastructure(String.valueOf(exception.getMessage()));
        }
        String exact = test.metric().words() + " " + CutOffs.words(metric.value()) + " on " + metric.examples()
                + " hidden examples";
        Judgement judgement =
                Judgement.ofShare(cutOff.share(metric.value()), messages(test, cutOff, metric.value(), exact));
        return new Judgement(
                judgement.verdict(), judgement.share(), judgement.messages(), List.of(exact, cutOff.explanation()));
    }

    private static List<String> messages(
            TestDefinition.Predict test, AppliedCutOff cutOff, double value, String exact) {
        if (test.common().visibility().showsValues()) {
            return List.of(exact, cutOff.explanation());
        }
        if (cutOff.reached(value)) {
            return List.of();
        }
        double missing = Math.abs(cutOff.fullFrom() - value) / Math.abs(cutOff.fullFrom());
        return List.of("the " + test.metric().words() + " is " + Numbers.orderOfMagnitude(missing)
                + (test.metric().higherIsBetter() ? " below" : " above") + " what full points need");
    }
}
