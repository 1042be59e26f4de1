package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.RubricItem;
import dev.grader.core.suite.Runs;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Measurements to verdicts and points: a pure function, so that a changed tolerance or cut-off is scored again without a
 * worker. A test that was not measured is infrastructure, never a zero of the student.
 */
public final class Scorer {
    private final Suite suite;
    private final CalibrationRecord calibration;
    private final Map<String, TestMeasurement> measurements;
    private final Map<String, TestScore> scores = new HashMap<>();

    private Scorer(Suite suite, CalibrationRecord calibration, MeasurementRecord measurement) {
        this.suite = suite;
        this.calibration = calibration;
        this.measurements = measurement.tests().stream()
                .collect(Collectors.toMap(
                        TestMeasurement::testId, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    /**
     * Scores every test of the suite, in its order.
     *
     * @throws ProblemException RECORD_VERSION when a record has another version than this program
     * @throws IllegalArgumentException when tests depend on each other in a circle
     */
    public static ScoreSheet score(Suite suite, CalibrationRecord calibration, MeasurementRecord measurement) {
        requireVersion(calibration.version());
        requireVersion(measurement.version());
        Scorer scorer = new Scorer(suite, calibration, measurement);
        return new ScoreSheet(suite.tests().stream()
                .map(test -> scorer.score(test, List.of()))
                .toList());
    }

    private static void requireVersion(int version) {
        if (version != MeasurementRecord.VERSION) {
            throw new ProblemException(
                    Problem.RECORD_VERSION,
                    "the record has version " + version + ", this program scores version " + MeasurementRecord.VERSION
                            + "; update the worker or the API so that both are the same");
        }
    }

    private TestScore score(TestDefinition test, List<String> dependents) {
        TestScore known = scores.get(test.id());
        if (known != null) {
            return known;
        }
        if (dependents.contains(test.id())) {
            throw new IllegalArgumentException("tests depend on each other in a circle: " + dependents);
        }
        List<String> chain = new ArrayList<>(dependents);
        chain.add(test.id());
        Optional<Judgement> unmet = test.common().dependsOn().stream()
                .map(id -> score(suite.test(id), chain))
                .filter(dependency -> dependency.verdict() != Verdict.PASSED)
                .findFirst()
                .map(Scorer::unmet);
        TestScore score = sheetLine(test, unmet.orElseGet(() -> judge(test)));
        scores.put(test.id(), score);
        return score;
    }

    private static Judgement unmet(TestScore dependency) {
        if (dependency.verdict() == Verdict.AWAITING_RUN) {
            return awaitingRun();
        }
        return dependency.verdict() == Verdict.INFRASTRUCTURE
                ? Judgement.infrastructure("depends on '" + dependency.testId() + "', which could not be measured")
                : Judgement.lost(
                        Verdict.SKIPPED,
                        List.of("not run: it needs the test '" + dependency.title() + "' to be passed first"));
    }

    private static Judgement awaitingRun() {
        return Judgement.lost(Verdict.AWAITING_RUN, List.of("this test runs after the last submission can have come"));
    }

    private Judgement judge(TestDefinition test) {
        if (test instanceof TestDefinition.Manual manual) {
            return Judgement.lost(
                    Verdict.AWAITING_GRADING,
                    List.of("a person grades this: "
                            + manual.items().stream().map(RubricItem::title).collect(Collectors.joining(", "))));
        }
        TestMeasurement measurement = measurements.get(test.id());
        if (measurement == null && test.common().runs() == Runs.AFTER_DUE_DATE) {
            return awaitingRun();
        }
        if (measurement == null) {
            return Judgement.infrastructure("the record has no measurement of this test");
        }
        TestMeasurement.Stop stop = measurement.stop();
        List<Evidence> evidence = measurement.evidence();
        if (stop == null) {
            return judge(test, evidence);
        }
        if (stop.verdict() == Verdict.SKIPPED) {
            // By the suite of that time; this one finds that nothing stands in its way.
            return Judgement.infrastructure("it was not run, and has to be");
        }
        Judgement stopped = Judgement.lost(stop.verdict(), List.of(stop.message()));
        return test instanceof TestDefinition.Static && stop.verdict() != Verdict.INFRASTRUCTURE
                ? StaticJudge.findings(evidence).orElse(stopped)
                : stopped;
    }

    private Judgement judge(TestDefinition test, List<Evidence> evidence) {
        return switch (test) {
            case TestDefinition.Static definition -> StaticJudge.judge(definition, evidence);
            case TestDefinition.Function definition -> FunctionJudge.judge(definition, evidence);
            case TestDefinition.HandWrittenGradient definition -> HandWrittenGradientJudge.judge(definition, evidence);
            case TestDefinition.ExportedGradient definition ->
                ComparisonJudge.judge(definition.common().visibility(), definition.tolerance(), 1, evidence);
            case TestDefinition.Train definition -> TrainJudge.judge(definition, calibration, evidence);
            case TestDefinition.Manual definition ->
                throw new IllegalArgumentException("nothing is measured for '" + definition.id() + "'");
            case TestDefinition.Predict definition -> PredictJudge.judge(definition, calibration, evidence);
        };
    }

    private TestScore sheetLine(TestDefinition test, Judgement judgement) {
        TestMeasurement measurement = measurements.get(test.id());
        List<String> messages = new ArrayList<>(judgement.messages());
        List<String> staffMessages = new ArrayList<>(judgement.staffMessages());
        if (measurement != null) {
            if (test.common().visibility().showsValues()) {
                Of.type(Evidence.Note.class, measurement.evidence()).forEach(note -> messages.add(note.text()));
            }
            staffMessages.addAll(EvidenceWords.of(test, measurement));
        }
        BigDecimal points = Points.of(test.common().points(), judgement.share(), suite.pointStep());
        if (judgement.verdict() != Verdict.PASSED && judgement.verdict().cause() == Verdict.Cause.STUDENT) {
            test.common().hint().ifPresent(hint -> messages.add("Hint: " + hint));
        }
        return new TestScore(
                test.id(),
                test.common().title(),
                test.common().visibility(),
                verdict(judgement, points, test.common().points()),
                points,
                test.common().points(),
                messages,
                staffMessages,
                test.common().extraCredit());
    }

    /** What is left of a small share after rounding down may be nothing. */
    private static Verdict verdict(Judgement judgement, BigDecimal points, BigDecimal maximum) {
        return judgement.verdict() == Verdict.PARTIAL && points.signum() == 0 && maximum.signum() > 0
                ? Verdict.FAILED
                : judgement.verdict();
    }
}
