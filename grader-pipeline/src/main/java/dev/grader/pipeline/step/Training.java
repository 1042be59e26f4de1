package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.score.Measured;
import dev.grader.core.score.MetricException;
import dev.grader.core.score.Metrics;
import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All trainings of one {@code train} test: train, evaluate, and the metric outside of every container. */
final class Training {
    private final JobContext context;
    private final TestDefinition.Train test;
    private final SplitData data;
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final StringBuilder output = new StringBuilder();
    private @Nullable Stop stop;

    Training(JobContext context, TestDefinition.Train test) {
        this.context = context;
        this.test = test;
        this.data = SplitData.of(test, context.input());
    }

    /**
     * Runs the test.
     *
     * @param exports the exported models by seed index; one that is missing is exported by {@code exporter}
     */
    TestRun run(SeedChoice seeds, Map<Integer, UnitResult> exports, Exporter exporter)
            throws InterruptedException, InfrastructureFault {
        int more = seeds.more(test, values);
        while (more > 0 && stop == null) {
            List<Integer> missing = new ArrayList<>();
            for (int seed = values.size(); seed < values.size() + more; seed++) {
                if (!exports.containsKey(seed)) {
                    missing.add(seed);
                }
            }
            Map<Integer, UnitResult> later = missing.isEmpty() ? Map.of() : exporter.export(missing);
            int end = values.size() + more;
            for (int seed = values.size(); seed < end && stop == null; seed++) {
                UnitResult export = exports.get(seed);
                one(seed, export == null ? later.get(seed) : export);
            }
            more = stop == null ? seeds.more(test, values) : 0;
        }
        return new TestRun(test.id(), stop, Map.of(), evidence, output.toString());
    }

    /** Exports models for further seeds. */
    @FunctionalInterface
    interface Exporter {
        Map<Integer, UnitResult> export(List<Integer> seeds) throws InterruptedException, InfrastructureFault;
    }

    private void one(int seedIndex, @Nullable UnitResult export) throws InterruptedException, InfrastructureFault {
        byte @Nullable [] module = blob(export);
        if (module == null) {
            return;
        }
        int seed = Seeds.training(context.trainingSecret(test.id()), test.id(), seedIndex);
        UnitResult trained =
                new TrainStep(context).run(test, module, data.trainInputs(), data.trainLabels(), seedIndex, seed);
        byte @Nullable [] model = blob(trained);
        if (model == null || !storesNoMore(module, model)) {
            return;
        }
        UnitResult evaluated = new EvaluateStep(context).run(test, model, data.testInputs(), seedIndex);
        if (evaluated.stop() != null) {
            stop = evaluated.stop();
            return;
        }
        metric(seedIndex, evaluated.tensors().get(EvaluateStep.PREDICTIONS), trained);
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

    /** A model that grew in training would get round the limit of its size. */
    private boolean storesNoMore(byte[] module, byte[] model) {
        OptionalLong before = StoredNumberCount.of(module);
        OptionalLong after = StoredNumberCount.of(model);
        if (before.isEmpty() || after.isEmpty() || after.getAsLong() > before.getAsLong()) {
            stop = stop(Verdict.REFUSED_BY_RULE, "the trained model stores more numbers than the exported one");
        }
        return stop == null;
    }

    private void metric(int seedIndex, @Nullable Tensor predictions, UnitResult trained) throws InfrastructureFault {
        if (predictions == null) {
            stop = stop(Verdict.NO_OUTPUT, "no predictions came out");
            return;
        }
        try {
            Measured measured = Metrics.measure(test.metric(), predictions, data.testLabels());
            values.add(measured.value());
            evidence.add(new Evidence.MetricValue(
                    seedIndex, measured.value(), measured.examples(), measured.standardError(), trained.curve()));
        } catch (MetricException e) {
            stop = stop(
                    e.reason() == MetricException.Reason.SHAPE ? Verdict.STUDENT_ERROR : Verdict.NOT_FINITE,
                    String.valueOf(e.getMessage()));
        }
    }

    private static Stop stop(Verdict verdict, String message) {
        return new Stop(verdict, message, message);
    }
}
