package dev.grader.pipeline.step;

import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All tests of a job on one submission, cheap ones first, and none before those that it depends on. The reference goes
 * through the same steps; what comes out is compared by the {@link Gate} only where another test waits for it.
 */
public final class Trial {
    private final JobContext context;
    private final Suite suite;
    private final SeedChoice seeds;
    private final Map<String, List<Long>> outputShapes;
    private final Architectures architectures;
    private final Gate gate;
    private final Map<String, TestRun> runs = new LinkedHashMap<>();
    private final Map<String, Probe> probes = new LinkedHashMap<>();

    /**
     * A trial.
     *
     * @param outputShapes of each gradient test: the shape that the reference's forward returns
     * @param gate says which tests were not passed, so that those which wait for them are not run
     */
    public Trial(
            JobContext context,
            SeedChoice seeds,
            Map<String, List<Long>> outputShapes,
            Architectures architectures,
            Gate gate) {
        this.context = context;
        this.suite = context.input().bundle().suite();
        this.seeds = seeds;
        this.outputShapes = Map.copyOf(outputShapes);
        this.architectures = architectures;
        this.gate = gate;
    }

    /** Runs everything; test id to what came of it, for every test of the suite. */
    public Map<String, TestRun> run() throws InterruptedException, InfrastructureFault {
        Exports exports = new Exports(context::trainingSecret, suite.data());
        StaticTests statics = new StaticTests(context.input().submission(), suite.tests(), exports);
        declare(exports);
        Map<String, UnitResult> models = export(exports, statics);
        List<TestDefinition> waiting = context.tests().stream()
                .filter(test -> !runs.containsKey(test.id()))
                .toList();
        int before = -1;
        // A kind that nobody runs is for the caller to miss.
        while (!waiting.isEmpty() && runs.size() > before) {
            before = runs.size();
            runCheapest(ready(waiting), exports, models);
            waiting = waiting.stream()
                    .filter(test -> !runs.containsKey(test.id()))
                    .toList();
        }
        return runs;
    }

    /**
     * Those that wait for none of the others. Probes do not wait for probes: a container of its own for each would take longer
     * than a probe that is run in vain, which the score skips.
     */
    private static List<TestDefinition> ready(List<TestDefinition> waiting) {
        Map<String, TestDefinition> others =
                waiting.stream().collect(Collectors.toMap(TestDefinition::id, Function.identity()));
        List<TestDefinition> ready = waiting.stream()
                .filter(test -> test.common().dependsOn().stream()
                        .map(others::get)
                        .allMatch(needed -> needed == null || (isProbed(needed) && isProbed(test))))
                .toList();
        if (ready.isEmpty()) {
            throw new IllegalArgumentException("tests depend on each other in a circle: " + others.keySet());
        }
        return ready;
    }

    /** All probes that are ready, or else one test of the next cheapest kind; what waits in vain is skipped. */
    private void runCheapest(List<TestDefinition> ready, Exports exports, Map<String, UnitResult> models)
            throws InterruptedException, InfrastructureFault {
        List<TestDefinition> open = new ArrayList<>();
        for (TestDefinition test : ready) {
            if (!skipped(test)) {
                open.add(test);
            }
        }
        if (open.stream().anyMatch(Trial::isProbed)) {
            probe(open, visibility -> visibility.showsValues(), "probe");
            probe(open, visibility -> !visibility.showsValues(), "probe hidden");
            return;
        }
        Optional<TestDefinition> cheapest = open.stream().min(Comparator.comparingInt(Trial::cost));
        if (cheapest.isPresent()) {
            TestDefinition test = cheapest.get();
            if (test instanceof TestDefinition.ExportedGradient gradient) {
                runs.put(test.id(), gradient(gradient, unit(models, exports.layer(gradient))));
            } else if (test instanceof TestDefinition.Predict prediction) {
                runs.put(test.id(), new Prediction(context, prediction, architectures).run());
            } else if (test instanceof TestDefinition.Train training) {
                runs.put(test.id(), train(training, exports, models));
            }
        }
    }

    /** Kinds by what they cost, cheap ones first; of one kind the suite's order counts. */
    private static int cost(TestDefinition test) {
        return switch (test) {
            case TestDefinition.Manual ignored -> 0;
            case TestDefinition.Static ignored -> 0;
            case TestDefinition.Function ignored -> 1;
            case TestDefinition.HandWrittenGradient ignored -> 1;
            case TestDefinition.ExportedGradient ignored -> 2;
            case TestDefinition.Predict ignored -> 3;
            case TestDefinition.Train ignored -> 4;
        };
    }

    private static boolean isProbed(TestDefinition test) {
        return test instanceof TestDefinition.Function || test instanceof TestDefinition.HandWrittenGradient;
    }

    /** The probes that were run, by test: they know how to compare. */
    public Map<String, Probe> probes() {
        return probes;
    }

    /** What of a run others are compared with. */
    public Map<String, Tensor> referenceTensors(TestRun run) {
        Probe probe = probes.get(run.testId());
        Map<String, Tensor> kept = new HashMap<>(run.tensors());
        kept.putAll(architectures.of(run.testId()));
        if (probe != null) {
            kept.keySet().removeIf(probe.isReference().negate());
        }
        return kept;
    }

    private void declare(Exports exports) {
        tests(TestDefinition.ExportedGradient.class).forEach(exports::layer);
        for (TestDefinition.Train test : tests(TestDefinition.Train.class)) {
            int first = seeds.more(test, List.of());
            for (int seed = 0; seed < first; seed++) {
                exports.training(test, seed);
            }
        }
    }

    private Map<String, UnitResult> export(Exports exports, StaticTests statics)
            throws InterruptedException, InfrastructureFault {
        List<TestDefinition> tests = context.tests().stream()
                .filter(test -> !(test instanceof TestDefinition.Function)
                        && !(test instanceof TestDefinition.HandWrittenGradient)
                        && !(test instanceof TestDefinition.Predict))
                .toList();
        if (tests.isEmpty()) {
            return Map.of();
        }
        StepResult result = new ExportStep(context).run(statics.rules(), exports, TestLimits.of(tests));
        statics.runs(result).forEach(run -> runs.put(run.testId(), run));
        return result.units();
    }

    private void probe(List<TestDefinition> open, Predicate<Visibility> group, String label)
            throws InterruptedException, InfrastructureFault {
        List<TestDefinition> tests = new ArrayList<>();
        List<Probe> chosen = new ArrayList<>();
        for (TestDefinition test : open) {
            Probe probe = group.test(test.common().visibility()) ? probeOf(test) : null;
            if (probe != null && !skipped(test)) {
                tests.add(test);
                chosen.add(probe);
                probes.put(test.id(), probe);
            }
        }
        if (!tests.isEmpty()) {
            boolean hidden = !tests.getFirst().common().visibility().showsValues();
            new ProbeStep(context)
                    .run(label, chosen, TestLimits.of(tests), hidden)
                    .forEach((test, result) -> runs.put(test, TestRun.of(test, result)));
        }
    }

    private @Nullable Probe probeOf(TestDefinition test) throws InfrastructureFault {
        long salt = context.salt(test);
        return switch (test) {
            case TestDefinition.Function function -> functionProbe(function, salt);
            case TestDefinition.HandWrittenGradient gradient ->
                HandWrittenProbe.of(gradient, context.input().bundle(), salt, outputShape(test));
            case TestDefinition.Static ignored -> null;
            case TestDefinition.ExportedGradient ignored -> null;
            case TestDefinition.Train ignored -> null;
            case TestDefinition.Manual ignored -> null;
            case TestDefinition.Predict ignored -> null;
        };
    }

    private Probe functionProbe(TestDefinition.Function test, long salt) {
        SuiteBundle bundle = context.input().bundle();
        long secret = Seeds.perturbation(context.input().lease().seedSecret(), test.id());
        return test.property()
                .map(property -> (Probe) new PropertyProbe(test, property, bundle, salt, secret))
                .orElseGet(() -> new FunctionProbe(test, bundle, salt));
    }

    private List<Long> outputShape(TestDefinition test) throws InfrastructureFault {
        List<Long> shape = outputShapes.get(test.id());
        if (shape == null) {
            throw new InfrastructureFault("the shape of the reference's output of test '" + test.id()
                    + "' is unknown; calibrate the suite again");
        }
        return shape;
    }

    private TestRun gradient(TestDefinition.ExportedGradient test, UnitResult export)
            throws InterruptedException, InfrastructureFault {
        byte[] module = export.blob();
        if (export.stop() != null) {
            return TestRun.of(test.id(), export);
        }
        if (module == null) {
            // Tensors that came in its place were written by the student's code and are gradients of nothing.
            return TestRun.stopped(test.id(), Verdict.NO_OUTPUT, "no model came out", export.output());
        }
        long salt = context.salt(test);
        Tensor upstream = Upstream.of(test.common(), outputShape(test), ElementType.FLOAT32, salt);
        return TestRun.of(test.id(), new GradientStep(context).run(test, module, upstream, salt));
    }

    private TestRun train(TestDefinition.Train test, Exports exports, Map<String, UnitResult> models)
            throws InterruptedException, InfrastructureFault {
        Map<Integer, UnitResult> exported = new HashMap<>();
        int first = seeds.more(test, List.of());
        for (int seed = 0; seed < first; seed++) {
            exported.put(seed, unit(models, exports.training(test, seed)));
        }
        return new Training(context, test).run(seeds, exported, missing -> exportMore(test, missing));
    }

    private Map<Integer, UnitResult> exportMore(TestDefinition.Train test, List<Integer> missing)
            throws InterruptedException, InfrastructureFault {
        Exports more = new Exports(context::trainingSecret, suite.data());
        missing.forEach(seed -> more.training(test, seed));
        StepResult result =
                new ExportStep(context).run(Map.of(), more, test.common().limits());
        Map<Integer, UnitResult> exported = new HashMap<>();
        missing.forEach(seed -> exported.put(seed, result.unit(more.training(test, seed))));
        return exported;
    }

    private static UnitResult unit(Map<String, UnitResult> models, String id) {
        UnitResult result = models.get(id);
        if (result == null) {
            throw new IllegalStateException("unit " + id + " was not exported");
        }
        return result;
    }

    /** A test that needs one which was not passed is not run. */
    private boolean skipped(TestDefinition test) throws InfrastructureFault {
        for (String needed : test.common().dependsOn()) {
            if (runs.containsKey(needed) && !gate.isPassed(suite.test(needed), runs, probes)) {
                String message = "not run: it needs the test '"
                        + suite.test(needed).common().title() + "' to be passed first";
                runs.put(test.id(), TestRun.stopped(test.id(), Verdict.SKIPPED, message, ""));
                return true;
            }
        }
        return false;
    }

    private <T extends TestDefinition> List<T> tests(Class<T> kind) {
        return context.tests().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
