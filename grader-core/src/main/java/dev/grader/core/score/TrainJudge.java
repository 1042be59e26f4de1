package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.MetricValue;
import dev.grader.core.suite.Metric;
import dev.grader.core.suite.TestDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Judges trainings: the mean of the metric over all seeds against the cut-off. */
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
        double mean = SampleStatistics.of(values).mean();
        Judgement judgement = Judgement.ofShare(cutOff.share(mean), messages(test, cutOff, mean, values));
        return new Judgement(
                judgement.verdict(),
                judgement.share(),
                judgement.messages(),
                List.of(exact(test, mean, values), cutOff.explanation()));
    }

    private static List<String> messages(
            TestDefinition.Train test, AppliedCutOff cutOff, double mean, List<Double> values) {
        List<String> messages = new ArrayList<>();
        if (test.common().visibility().showsValues()) {
            messages.add(exact(test, mean, values));
            messages.add(cutOff.explanation());
        } else if (!cutOff.reached(mean)) {
            double missing = (cutOff.fullFrom() - mean) / Math.abs(cutOff.fullFrom());
            messages.add("the " + name(test.metric()) + " is " + Numbers.orderOfMagnitude(missing)
                    + " below what full points need");
        }
        return messages;
    }

    private static String exact(TestDefinition.Train test, double mean, List<Double> values) {
        return name(test.metric()) + " " + CutOffs.words(mean) + ", the mean of " + values.size()
                + (values.size() == 1 ? " training" : " trainings") + " ("
                + values.stream().map(CutOffs::words).collect(Collectors.joining(", ")) + ")";
    }

    static String name(Metric metric) {
        return switch (metric) {
            case ACCURACY -> "accuracy";
        };
    }
}
