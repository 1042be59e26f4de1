package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Moment;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.score.Measured;
import dev.grader.core.score.MetricException;
import dev.grader.core.score.Metrics;
import dev.grader.core.suite.Curve;
import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.javamodel.JavaModel;
import dev.grader.pipeline.torchscript.UnreadableArchiveException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All trainings of one {@code train} test: each in a container of its own, then their models in one that evaluates them, and
 * the metrics outside of every container.
 */
final class Training {
    private static final int LONGEST_REASON = 300;

    private final JobContext context;
    private final TestDefinition.Train test;
    private final TrainStep.Rows rows;
    private final Hidden hidden;
    private final @Nullable CurveData curve;
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final StringBuilder output = new StringBuilder();
    /** Numbers that the first model stores; -1 before it is known. */
    private long firstSize = -1;

    private @Nullable Stop stop;

    Training(JobContext context, TestDefinition.Train test) throws InfrastructureFault {
        this.context = context;
        this.test = test;
        SplitData data = SplitData.of(test, context.input());
        rows = data.training();
        hidden = mixed(new Hidden(data.testInputs(), data.testLabels()));
        curve = test.curve().isPresent() ? CurveData.of(test.curve().get(), rows, hidden) : null;
    }

    /**
     * The hidden split.
     *
     * @param labels stay outside of every container
     */
    record Hidden(StoredRows inputs, Tensor labels) {}

    /** Where students do not see the values, the rows come in an order of the suite version's: answers by position are worthless. */
    private Hidden mixed(Hidden split) {
        long salt = Seeds.salt(context.input().lease().secret(test.id()), test.common());
        if (salt == 0) {
            return split;
        }
        int count = split.inputs().rows();
        int[] order = TensorRows.draw(count, count, salt);
        return new Hidden(split.inputs().take(order), TensorRows.take(split.labels(), order));
    }

    /**
     * Runs the test.
     *
     * @param exports the exported models by seed index; one that is missing is exported by {@code exporter}
     */
    TestRun run(SeedChoice seeds, Map<Integer, UnitResult> exports, Exporter exporter)
            throws InterruptedException, InfrastructureFault {
        flagEqualModels(exports);
        int more = seeds.more(test, values);
        while (more > 0 && stop == null) {
            int decided = evidence.size();
            boolean further = !values.isEmpty();
            List<Integer> missing = IntStream.range(values.size(), values.size() + more)
                    .filter(seed -> !exports.containsKey(seed))
                    .boxed()
                    .toList();
            Map<Integer, UnitResult> later = missing.isEmpty() ? Map.of() : exporter.export(missing);
            List<Trained> trained = new ArrayList<>();
            int end = values.size() + more;
            for (int seed = values.size(); seed < end && stop == null; seed++) {
                UnitResult export = exports.get(seed);
                train(seed, export == null ? later.get(seed) : export, trained);
            }
            if (stop == null) {
                evaluate(trained);
            }
            more = stop == null ? seeds.more(test, values) : 0;
            if (further && stop != null) {
                leaveOut(decided, stop);
            }
        }
        return new TestRun(test.id(), stop, Map.of(), evidence, output.toString());
    }

    /** Further trainings are there to help in doubt: where one of them has no result, the first ones decide as they would have. */
    private void leaveOut(int decided, Stop reason) {
        evidence.subList(decided, evidence.size()).clear();
        String words = reason.message().length() <= LONGEST_REASON
                ? reason.message()
                : reason.message().substring(0, LONGEST_REASON) + "…";
        evidence.add(new Evidence.Flag(
                Evidence.Flag.FURTHER_TRAININGS,
                "further trainings near to the cut-off are left out, because one of them ended as " + reason.verdict()
                        + ": " + words,
                "",
                0));
        stop = null;
    }

    /** Exports models for further seeds. */
    @FunctionalInterface
    interface Exporter {
        Map<Integer, UnitResult> export(List<Integer> seeds) throws InterruptedException, InfrastructureFault;
    }

    /**
     * What one training gave.
     *
     * @param few the rows of the second training, or null without one
     */
    private record Trained(int seedIndex, TrainStep.Result result, TrainStep.@Nullable Rows few) {}

    /** One prediction whose loss is looked at. */
    private record Look(int seedIndex, Moment moment, int at, String unit, Tensor labels) {}

    private void train(int seedIndex, @Nullable UnitResult export, List<Trained> trained)
            throws InterruptedException, InfrastructureFault {
        byte[] module = blob(export);
        if (module == null || !isOfOneSize(module)) {
            return;
        }
        int seed = Seeds.training(context.trainingSecret(test.id()), test.id(), seedIndex);
        // The curve is that of the trainings that every submission gets, however near to the cut-off it is.
        boolean looked = curve != null && seedIndex < test.recipe().studentSeeds();
        TrainStep.Rows few = looked
                ? test.curve()
                        .flatMap(Curve::overfits)
                        .map(check -> fewRows(check, seed))
                        .orElse(null)
                : null;
        TrainStep.Result result = new TrainStep(context, test).run(module, rows, few, looked, seedIndex, seed);
        UnitResult second = result.fewRows();
        if (blob(result.main()) == null || !storesNoMore(module, result.main())) {
            return;
        }
        if (second != null && (blob(second) == null || !storesNoMore(module, second))) {
            return;
        }
        trained.add(new Trained(seedIndex, result, few));
    }

    private TrainStep.Rows fewRows(Curve.Overfits check, int seed) {
        int count = rows.inputs().rows();
        return TensorRows.take(rows, TensorRows.draw(count, Math.min(count, check.samples()), seed));
    }

    private byte @Nullable [] blob(@Nullable UnitResult result) {
        if (result == null) {
            throw new IllegalStateException("a model was not exported");
        }
        if (output.isEmpty()) {
            output.append(result.output());
        }
        stop = result.stop();
        if (stop == null && result.blob() == null) {
            stop = stop(Verdict.NO_OUTPUT, "no model came out");
        }
        return stop == null ? result.blob() : null;
    }

    /** Static tests look at the model of the first seed: the others must not be larger. */
    private boolean isOfOneSize(byte[] module) {
        long count = size(module);
        if (firstSize < 0) {
            firstSize = count;
        }
        if (count > StoredNumberCount.mostUnderAnotherSeed(firstSize)) {
            stop = stop(
                    Verdict.REFUSED_BY_RULE,
                    "the model stores " + count + " numbers under one seed and " + firstSize
                            + " under another; its size must not depend on the seed");
        }
        return stop == null;
    }

    private static long size(byte[] module) {
        try {
            return StoredNumberCount.withWritten(module).orElse(0);
        } catch (UnreadableArchiveException e) {
            return StoredNumberCount.of(module).orElse(0);
        }
    }

    /** A model that grew in training would get round the limit of its size. */
    private boolean storesNoMore(byte[] module, UnitResult trained) {
        List<byte[]> models = new ArrayList<>(trained.checkpoints().values());
        byte[] last = trained.blob();
        if (last != null) {
            models.add(last);
        }
        OptionalLong before = StoredNumberCount.of(module);
        for (byte[] model : models) {
            OptionalLong after = JavaModel.isIn(model) == JavaModel.isIn(module)
                    ? StoredNumberCount.of(model)
                    : OptionalLong.empty();
            if (before.isEmpty() || after.isEmpty() || after.getAsLong() > before.getAsLong()) {
                stop = stop(Verdict.REFUSED_BY_RULE, "the trained model stores more numbers than the exported one");
            }
        }
        return stop == null;
    }

    private void evaluate(List<Trained> trainings) throws InterruptedException, InfrastructureFault {
        EvaluateStep step = new EvaluateStep(context, test);
        List<String> finals = new ArrayList<>();
        List<Look> looks = new ArrayList<>();
        for (Trained training : trainings) {
            byte[] model = blob(training.result().main());
            if (model == null) {
                return;
            }
            String unit = step.add(model, hidden.inputs());
            finals.add(unit);
            if (curve != null && training.seedIndex() < test.recipe().studentSeeds()) {
                look(step, training, model, unit, looks, curve);
            }
        }
        StepResult result = step.run("evaluate " + test.id());
        for (int i = 0; i < trainings.size() && stop == null; i++) {
            metric(trainings.get(i), result.unit(finals.get(i)));
        }
        for (Look look : looks) {
            if (stop == null && curve != null) {
                loss(look, result.unit(look.unit()), curve);
            }
        }
    }

    private void look(EvaluateStep step, Trained training, byte[] model, String end, List<Look> looks, CurveData data)
            throws InfrastructureFault {
        int seed = training.seedIndex();
        training.result()
                .main()
                .checkpoints()
                .forEach((at, checkpoint) -> looks.add(new Look(
                        seed,
                        at == 0 ? Moment.BEGINNING : Moment.CHECKPOINT,
                        at,
                        step.add(checkpoint, data.inputs()),
                        data.labels())));
        int length = test.recipe().length().count();
        String unit = data.inputs().equals(hidden.inputs()) ? end : step.add(model, data.inputs());
        looks.add(new Look(seed, Moment.END, length, unit, data.labels()));
        UnitResult second = training.result().fewRows();
        TrainStep.Rows few = training.few();
        if (second != null && second.blob() != null && few != null) {
            String unitOfFew = step.add(second.blob(), few.inputs());
            looks.add(new Look(
                    seed, Moment.FEW_ROWS, length, unitOfFew, few.labels().tensor()));
        }
    }

    private void metric(Trained training, UnitResult evaluated) throws InfrastructureFault {
        Tensor predictions = predictions(evaluated);
        if (predictions == null) {
            return;
        }
        try {
            Measured measured = Metrics.measure(test.metric(), predictions, hidden.labels());
            values.add(measured.value());
            evidence.add(new Evidence.MetricValue(
                    training.seedIndex(),
                    measured.value(),
                    measured.examples(),
                    measured.standardError(),
                    training.result().main().curve()));
        } catch (MetricException e) {
            unmeasurable(e);
        } catch (IllegalArgumentException e) {
            throw new InfrastructureFault("test '" + test.id() + "': the labels do not fit: " + e.getMessage());
        }
    }

    private void loss(Look look, UnitResult evaluated, CurveData data) throws InfrastructureFault {
        Tensor predictions = predictions(evaluated);
        if (predictions == null) {
            return;
        }
        try {
            evidence.add(new Evidence.CurveLoss(
                    look.seedIndex(), look.moment(), look.at(), data.loss(predictions, look.labels()), data.chance()));
        } catch (MetricException e) {
            unmeasurable(e);
        }
    }

    private @Nullable Tensor predictions(UnitResult evaluated) {
        stop = evaluated.stop();
        Tensor predictions = evaluated.tensors().get(EvaluateStep.PREDICTIONS);
        if (stop == null && predictions == null) {
            stop = stop(Verdict.NO_OUTPUT, "no predictions came out");
        }
        return stop == null ? predictions : null;
    }

    private void unmeasurable(MetricException e) {
        stop = stop(
                e.reason() == MetricException.Reason.SHAPE ? Verdict.STUDENT_ERROR : Verdict.NOT_FINITE,
                String.valueOf(e.getMessage()));
    }

    /** For staff: whoever sets the seed chooses it, and a lucky one is worth something. */
    private void flagEqualModels(Map<Integer, UnitResult> exports) {
        List<byte[]> models = new ArrayList<>();
        exports.values().forEach(export -> {
            if (export.stop() == null && export.blob() != null) {
                models.add(export.blob());
            }
        });
        if (models.size() > 1 && StoredNumberCount.allEqual(models)) {
            evidence.add(new Evidence.Flag(
                    "initial weights", "the model is the same under each seed: its code sets the seed itself", "", 0));
        }
    }

    private static Stop stop(Verdict verdict, String message) {
        return new Stop(verdict, message, message);
    }
}
