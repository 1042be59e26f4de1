package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition.SourceNames;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.javamodel.JavaModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For submissions in Java what {@link ExportStep} is for those in Python: the search of the files when they are compiled, then
 * the blocks, built under their seeds in a container that gets no input of the suite.
 */
final class BuildStep {
    private final JobContext context;

    BuildStep(JobContext context) {
        this.context = context;
    }

    StepResult run(Map<String, SourceNames> searches, Exports exports, Limits limits)
            throws InterruptedException, InfrastructureFault {
        StepResult compiled = context.java().compiled(context, searches, limits);
        Map<String, UnitResult> results = new LinkedHashMap<>();
        Map<String, JavaModel> models = new LinkedHashMap<>();
        for (Exports.Unit unit : exports.units()) {
            Stop stop = context.java().stop(unit.target());
            JavaModel model = stop == null ? fresh(unit) : null;
            if (model == null) {
                UnitResult ofClass = context.java().unit(unit.target());
                results.put(unit.id(), stopped(unit.id(), stop == null ? malformed() : stop, ofClass.output()));
            } else {
                models.put(unit.id(), model);
            }
        }
        if (!models.isEmpty()) {
            build(exports, models, limits)
                    .units()
                    .forEach((id, built) -> results.put(id, composed(models.get(id), built)));
        }
        return new StepResult(results, compiled.findings(), compiled.searchStop());
    }

    private StepResult build(Exports exports, Map<String, JavaModel> models, Limits limits)
            throws InterruptedException, InfrastructureFault {
        Material material = new Material();
        Map<String, Plan.BuildUnit> plans = new LinkedHashMap<>();
        for (Exports.Unit unit : exports.units()) {
            JavaModel model = models.get(unit.id());
            if (model != null) {
                plans.put(
                        unit.id(),
                        new Plan.BuildUnit(
                                unit.id(), material.model(model.bytes()), unit.seed(), limits.wallSeconds()));
            }
        }
        return StepExecutor.run(
                context,
                new StepRequest(
                        "build",
                        context.image(JavaCode.IMAGE),
                        limits,
                        List.copyOf(plans.keySet()),
                        Set.of(),
                        remaining -> new Plan.Build(
                                remaining.stream().map(plans::get).toList()),
                        material.frames(),
                        false),
                false);
    }

    private @Nullable JavaModel fresh(Exports.Unit unit) {
        List<JavaModel.Input> inputs = new ArrayList<>();
        for (Value value : unit.inputs()) {
            Tensor input = ValueGenerator.generate(value, context.input().bundle(), 0);
            inputs.add(new JavaModel.Input(input.shape(), input.type()));
        }
        Target target = unit.target();
        try {
            return JavaModel.fresh(
                    target.toString(), unit.construct(), inputs, context.java().classes(List.of(target)));
        } catch (FrameException e) {
            return null;
        }
    }

    /** The model with its first state in place of the state alone. */
    private static UnitResult composed(@Nullable JavaModel model, UnitResult built) {
        byte[] state = built.blob();
        if (built.stop() != null || state == null || model == null) {
            return built;
        }
        try {
            byte[] composed = model.withState(state).bytes();
            return built.withModels(ignored -> composed);
        } catch (FrameException e) {
            return stopped(built.unit(), malformed(), built.output());
        }
    }

    private static Stop malformed() {
        return new Stop(Verdict.NO_OUTPUT, "no model came out", "what came out is no state of a block");
    }

    private static UnitResult stopped(String unit, Stop stop, String output) {
        return new UnitResult(unit, stop, Map.of(), null, List.of(), List.of(), output);
    }
}
