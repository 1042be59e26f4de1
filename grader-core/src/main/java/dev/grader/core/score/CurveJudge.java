package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.CurveLoss;
import dev.grader.core.measurement.Evidence.Moment;
import dev.grader.core.suite.Curve;
import dev.grader.core.suite.TestDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Judges the course of trainings by the mean of their losses at each moment. That each of them is finite was checked when it was measured. */
final class CurveJudge {
    private final Curve curve;
    private final boolean values;
    private final List<CurveLoss> losses;
    private final List<String> messages = new ArrayList<>();
    private final List<String> staffMessages = new ArrayList<>();
    private BigDecimal lost = BigDecimal.ZERO;
    private boolean complete = true;

    private CurveJudge(TestDefinition.Train test, Curve curve, List<Evidence> evidence) {
        this.curve = curve;
        this.values = test.common().visibility().showsValues();
        this.losses = Of.type(CurveLoss.class, evidence).toList();
    }

    /**
     * What the checks cost.
     *
     * @param lost share of the points, from 0 to 1
     * @param complete false when something was not measured
     */
    record Outcome(BigDecimal lost, boolean complete, List<String> messages, List<String> staffMessages) {}

    static Outcome judge(TestDefinition.Train test, List<Evidence> evidence) {
        if (test.curve().isEmpty()) {
            return new Outcome(BigDecimal.ZERO, true, List.of(), List.of());
        }
        CurveJudge judge = new CurveJudge(test, test.curve().get(), evidence);
        judge.curve.initialLoss().ifPresent(judge::initialLoss);
        judge.curve.fallsBy().ifPresent(judge::fallsBy);
        judge.curve.overfits().ifPresent(judge::overfits);
        return new Outcome(judge.lost, judge.complete, judge.messages, judge.staffMessages);
    }

    private void initialLoss(Curve.InitialLoss check) {
        double expected = check.expected()
                .orElseGet(() -> losses.stream()
                        .filter(loss -> loss.moment() == Moment.BEGINNING)
                        .mapToDouble(CurveLoss::chance)
                        .findFirst()
                        .orElse(0));
        mean(Moment.BEGINNING).ifPresent(loss -> {
            String is = "the loss before the first step is " + CutOffs.words(loss);
            String should = CutOffs.words(expected) + (check.expected().isEmpty() ? ", which is chance" : "");
            if (loss > expected * (1 + check.tolerance())) {
                lose(
                        check.share(),
                        values ? is + "; it should be about " + should : "the loss before the first step is too large",
                        ": are the initial weights too large, or is the output no logits?");
            } else if (loss < expected * (1 - check.tolerance())) {
                // Not a loss of points: a person decides whether the model came trained.
                staffMessages.add("flag: " + is + ", far below " + should
                        + "; the model may have been trained before it was handed in");
            }
        });
    }

    private void fallsBy(Curve.FallsBy check) {
        OptionalDouble begin = mean(Moment.BEGINNING);
        OptionalDouble end = mean(Moment.END);
        if (begin.isPresent() && end.isPresent() && end.getAsDouble() * check.factor() > begin.getAsDouble()) {
            lose(
                    check.share(),
                    "the loss does not fall by the factor " + CutOffs.words(check.factor()),
                    values
                            ? ": from " + CutOffs.words(begin.getAsDouble()) + " to " + CutOffs.words(end.getAsDouble())
                            : "");
        }
    }

    private void overfits(Curve.Overfits check) {
        mean(Moment.FEW_ROWS).ifPresent(loss -> {
            if (loss > check.lossAtMost()) {
                lose(
                        check.share(),
                        "the model cannot learn " + check.samples() + " rows by heart within " + check.steps()
                                + " steps",
                        values
                                ? ": the loss is " + CutOffs.words(loss) + " then, at most "
                                        + CutOffs.words(check.lossAtMost()) + " is asked for"
                                : "");
            }
        });
    }

    private void lose(BigDecimal share, String what, String more) {
        lost = lost.add(share);
        messages.add(what + more);
    }

    private OptionalDouble mean(Moment moment) {
        OptionalDouble mean = losses.stream()
                .filter(loss -> loss.moment() == moment)
                .mapToDouble(CurveLoss::value)
                .average();
        complete &= mean.isPresent();
        return mean;
    }
}
