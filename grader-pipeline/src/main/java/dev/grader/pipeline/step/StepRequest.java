package dev.grader.pipeline.step;

import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One step of a job.
 *
 * @param label in progress and timings: "export", "train seed 1"
 * @param image that the engine is asked for
 * @param limits of each unit
 * @param units in the order in which they run
 * @param rules whose findings are expected; export only
 * @param plan makes the plan for those units that have no result yet
 * @param material files, tensors and blobs that the plan names
 * @param mounts files that the container sees read-only, by the names that it sees
 * @param hidden whether hidden inputs are among the material: then no text comes out
 */
record StepRequest(
        String label,
        String image,
        Limits limits,
        List<String> units,
        Set<String> rules,
        Function<List<String>, Plan> plan,
        List<Frame> material,
        Map<String, Path> mounts,
        boolean hidden) {
    /** A step without large files. */
    StepRequest(
            String label,
            String image,
            Limits limits,
            List<String> units,
            Set<String> rules,
            Function<List<String>, Plan> plan,
            List<Frame> material,
            boolean hidden) {
        this(label, image, limits, units, rules, plan, material, Map.of(), hidden);
    }

    StepRequest {
        units = List.copyOf(units);
        rules = Set.copyOf(rules);
        material = List.copyOf(material);
        mounts = Map.copyOf(mounts);
    }
}
