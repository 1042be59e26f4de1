package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.MetricValue;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Judges trainings: the mean of the metric over all seeds against the cut-off, less what the checks of the curve cost. */
final class TrainJudge {
    private TrainJudge() {}

    static Judgement judge(TestDefinition.Train test, CalibrationRecord calibration, List<Evidence> evidence) {
        List<MetricValue> metrics = Of.type(MetricValue.class, evidence).toList();
        long seeds = metrics.stream().map(MetricValue::seedIndex).distinct().count();
        if (seeds != metrics.size() || seeds < test.recipe().studentSeeds()) {
            return Judgement.infrastructure(metrics.size() + " trainings of " + seeds + " seeds were measured, not "
                    + test.recipe().studentSeeds() + " or more of as many");
        }
        List<Double> values = metrics.stream().map(MetricValue::value).toList();
        if (!values.stream().allMatch(Double::isFinite)) {
            return Judgement.infrastructure("a metric is not finite: " + values);
        }
        AppliedCutOff cutOff;
        try {
            cutOff = CutOffs.of(test, calibration, values.size());
        } catch (IllegalStateException exception) {
            return Judgement.infrastructure(String.valueOf(exception.getMessage()));
        }
        CurveJudge.Outcome curve = CurveJudge.judge(test, evidence);
        if (!curve.complete()) {
            return Judgement.infrastructure("the record lacks losses that the checks of the curve need");
        }
        double mean = SampleStatistics.of(values).mean();
        List<String> messages = messages(test, cutOff, mean, values);
        messages.addAll(curve.messages());
        BigDecimal share = cutOff.share(mean).subtract(curve.lost()).max(BigDecimal.ZERO);
        Judgement judgement = Judgement.ofShare(share, messages);
        if (judgement.verdict() != Verdict.PASSED) {
            messages.addAll(TrainNotes.of(test, metrics));
        }
        List<String> staffMessages = new ArrayList<>(List.of(exact(test, mean, values), cutOff.explanation()));
        staffMessages.addAll(curve.staffMessages());
        return new Judgement(judgement.verdict(), judgement.share(), messages, staffMessages);
    }

    private static List<String> messages(
            TestDefinition.Train test, AppliedCutOff cutOff, double mean, List<Double> values) {
        List<String> messages = new ArrayList<>();
        if (test.common().visibility().showsValues()) {
            messages.add(exact(test, mean, values));
            messages.add(cutOff.explanation());
        } else if (!cutOff.reached(mean)) {
            double missing = Math.abs(cutOff.fullFrom() - mean) / Math.abs(cutOff.fullFrom());
            messages.add("the " + test.metric().words() + " is " + Numbers.orderOfMagnitude(missing)
                    + (test.metric().higherIsBetter() ? " below" : " above") + " what full points need");
        }
        return messages;
    }

    private static String exact(TestDefinition.Train test, double mean, List<Double> values) {
        return test.metric().words() + " " + CutOffs.words(mean) + ", the mean of " + values.size()
                + (values.size() == 1 ? " training" : " trainings") + " ("
                + values.stream().map(CutOffs::words).collect(Collectors.joining(", ")) + ")";
    }
}
