package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.TestDefinition.SourceNames;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Searches the student's files, then exports the student's models, in one container that gets no data of the suite. */
final class ExportStep {
    private final JobContext context;

    ExportStep(JobContext context) {
        this.context = context;
    }

    /**
     * Runs the step.
     *
     * @param searches rule id to the names that are looked for
     */
    StepResult run(Map<String, SourceNames> searches, Exports exports, Limits limits)
            throws InterruptedException, InfrastructureFault {
        if (JavaCode.isLanguageOf(context)) {
            return new BuildStep(context).run(searches, exports, limits);
        }
        Map<String, Plan.ExportUnit> units = new HashMap<>();
        List<String> order = new ArrayList<>();
        Material material = new Material();
        material.files(context.input().submission());
        exports.units(limits.wallSeconds(), material).forEach(unit -> {
            units.put(unit.id(), unit);
            order.add(unit.id());
        });
        List<Plan.Rule> rules = rules(searches);
        StepResult result = StepExecutor.run(
                context,
                new StepRequest(
                        "export",
                        context.image(context.input().bundle().suite().image()),
                        limits,
                        order,
                        new HashSet<>(searches.keySet()),
                        remaining -> new Plan.Export(
                                rules, remaining.stream().map(units::get).toList()),
                        material.frames(),
                        false),
                false);
        Map<String, UnitResult> checked = new HashMap<>();
        result.units().forEach((id, unit) -> checked.put(id, archiveAlone(unit)));
        return new StepResult(checked, result.findings(), result.searchStop());
    }

    /** Student code can send any bytes, and those that begin like a block in Java would be loaded as one. */
    private static UnitResult archiveAlone(UnitResult export) {
        byte[] blob = export.blob();
        if (blob == null || isArchive(blob)) {
            return export;
        }
        Stop stop = export.stop() == null
                ? new Stop(Verdict.NO_OUTPUT, "no model came out", "what came out is no TorchScript archive")
                : export.stop();
        return new UnitResult(export.unit(), stop, Map.of(), null, export.notes(), List.of(), export.output());
    }

    private static boolean isArchive(byte[] blob) {
        return blob.length > 1 && blob[0] == 'P' && blob[1] == 'K';
    }

    static List<Plan.Rule> rules(Map<String, SourceNames> searches) {
        return searches.entrySet().stream()
                .map(search -> new Plan.Rule(
                        search.getKey(),
                        search.getValue().imports(),
                        search.getValue().calls()))
                .toList();
    }
}
