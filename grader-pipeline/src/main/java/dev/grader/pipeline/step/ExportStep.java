package dev.grader.pipeline.step;

import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.TestDefinition.SourceNames;
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
        return StepExecutor.run(
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
