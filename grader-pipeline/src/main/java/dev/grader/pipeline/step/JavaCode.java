package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition.SourceNames;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a submission in Java, compiled once per job in a container that runs nothing of them. Each class that the
 * suite names is a unit with what it needs, so that one that does not compile costs only its own tests.
 */
final class JavaCode {
    /** Of a suite whose submissions are in Java. */
    static final String IMAGE = TrainStep.IMAGE;

    private Map<String, SourceNames> searched = Map.of();
    private @Nullable StepResult compiled;
    private final Map<String, String> units = new LinkedHashMap<>();

    /** Whether the submissions of a job are in Java. */
    static boolean isLanguageOf(JobContext context) {
        return context.input().bundle().suite().image().equals(IMAGE);
    }

    /** What the compiler said; it runs again only for rules that were not asked for before. */
    StepResult compiled(JobContext context, Map<String, SourceNames> searches, Limits limits)
            throws InterruptedException, InfrastructureFault {
        StepResult before = compiled;
        if (before != null && (searches.isEmpty() || searches.equals(searched))) {
            return before;
        }
        searched = Map.copyOf(searches);
        Set<String> classes = new LinkedHashSet<>();
        TestTargets.of(context.tests()).forEach(target -> classes.add(target.module()));
        Map<String, Plan.CompileUnit> plans = new HashMap<>();
        for (String name : classes) {
            String unit = units.computeIfAbsent(name, key -> "k" + (units.size() + 1));
            plans.put(unit, new Plan.CompileUnit(unit, name, limits.wallSeconds()));
        }
        if (plans.isEmpty()) {
            compiled = new StepResult(Map.of(), List.of(), null);
            return compiled;
        }
        List<Plan.Rule> rules = ExportStep.rules(searches);
        Material material = new Material();
        material.files(context.input().submission());
        StepResult result = StepExecutor.run(
                context,
                new StepRequest(
                        "compile",
                        context.image(IMAGE),
                        limits,
                        List.copyOf(plans.keySet()),
                        new HashSet<>(searches.keySet()),
                        remaining -> new Plan.Compile(
                                rules, remaining.stream().map(plans::get).toList()),
                        material.frames(),
                        false),
                false);
        compiled = result;
        return result;
    }

    /** The unit of the class that a target names; compiled before. */
    UnitResult unit(Target target) {
        StepResult result = compiled;
        String unit = units.get(target.module());
        if (result == null || unit == null) {
            throw new IllegalStateException("the class " + target.module() + " was not compiled");
        }
        return result.unit(unit);
    }

    /** Why a target cannot be used, or null. */
    @Nullable
    Stop stop(Target target) {
        UnitResult unit = unit(target);
        return unit.stop() == null && unit.blob() == null
                ? new Stop(Verdict.NO_OUTPUT, "no classes came out", "the compiler sent no classes")
                : unit.stop();
    }

    /** All classes that some targets need, after {@link #stop} said nothing against any of them. */
    byte[] classes(List<Target> targets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        targets.stream().map(Target::module).distinct().forEach(module -> {
            byte[] blob = unit(new Target(module, "new")).blob();
            if (blob == null) {
                throw new IllegalStateException("the class " + module + " did not compile");
            }
            all.writeBytes(blob);
        });
        return all.toByteArray();
    }
}
