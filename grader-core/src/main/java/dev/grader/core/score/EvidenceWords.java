package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.suite.TestDefinition;
import java.util.ArrayList;
import java.util.List;

/** The whole evidence in words, for staff. */
final class EvidenceWords {
    private EvidenceWords() {}

    static List<String> of(TestDefinition definition, TestMeasurement measurement) {
        List<String> words = new ArrayList<>();
        TestMeasurement.Stop stop = measurement.stop();
        if (stop != null) {
            words.add("stopped, " + stop.verdict() + ": " + stop.message()
                    + (stop.detail().isBlank() ? "" : " [" + stop.detail() + "]"));
        }
        measurement.evidence().forEach(evidence -> words.add(of(definition, evidence)));
        return words;
    }

    private static String of(TestDefinition definition, Evidence evidence) {
        return switch (evidence) {
            case Evidence.Finding finding -> StaticJudge.words(finding);
            case Evidence.Flag flag -> StaticJudge.words(flag);
            case Evidence.ModelContents contents -> "the exported model holds " + ContentsWords.of(contents);
            case Evidence.SubmissionSize size -> "the submission has " + size.bytes() + " bytes unpacked";
            case Evidence.StoredNumbers numbers -> "the exported model holds " + numbers.count() + " numbers";
            case Evidence.Comparison comparison -> ComparisonWords.exact(comparison, tolerance(definition, comparison));
            case Evidence.MetricValue metric ->
                "seed " + metric.seedIndex() + ": " + CutOffs.words(metric.value()) + " on " + metric.examples()
                        + " examples";
            case Evidence.CurveLoss loss ->
                "seed " + loss.seedIndex() + ": loss " + CutOffs.words(loss.value())
                        + switch (loss.moment()) {
                            case BEGINNING -> " before the first step";
                            case CHECKPOINT -> " after " + loss.at();
                            case END -> " at the end";
                            case FEW_ROWS -> " on the few rows of the second training";
                        };
            case Evidence.Note note -> "note: " + note.text();
        };
    }

    private static double tolerance(TestDefinition definition, Evidence.Comparison comparison) {
        return switch (definition) {
            case TestDefinition.Function function -> FunctionJudge.tolerance(function, comparison);
            case TestDefinition.HandWrittenGradient gradient ->
                HandWrittenGradientJudge.tolerance(gradient, comparison.judge());
            case TestDefinition.ExportedGradient gradient -> gradient.tolerance();
            case TestDefinition.Static ignored -> 0;
            case TestDefinition.Train ignored -> 0;
            case TestDefinition.Manual ignored -> 0;
            case TestDefinition.Predict ignored -> 0;
        };
    }
}
