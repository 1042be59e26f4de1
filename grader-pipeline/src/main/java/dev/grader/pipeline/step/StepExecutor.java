package dev.grader.pipeline.step;

import dev.grader.core.job.Progress;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.core.protocol.Frames;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerOutcome;
import dev.grader.pipeline.container.ContainerSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the units of a step. Where a container ends before all units have, the unit that was running gets the verdict and the
 * rest run in a new container, so that a failing unit costs only its own test. Units whose plan is too large for one header
 * are spread over several containers.
 */
final class StepExecutor {
    private static final double MILLISECONDS = 1e3;
    private static final int MAXIMUM_OUTPUT_MEGABYTES = 512;
    private static final long MEGABYTE = 1024L * 1024;

    private final JobContext context;
    private final StepRequest request;
    private final boolean gpu;
    private final VerdictRules verdicts;
    private final Map<String, UnitResult> results = new LinkedHashMap<>();
    private List<SourceFinding> findings = List.of();
    private boolean searched;
    private @Nullable Stop searchStop;
    private double cpuSeconds;

    private StepExecutor(JobContext context, StepRequest request, boolean gpu) {
        this.context = context;
        this.request = request;
        this.gpu = gpu;
        this.verdicts = new VerdictRules(request.limits(), request.hidden());
        this.searched = request.rules().isEmpty();
    }

    /** Runs a step to its end, with progress before and after. */
    static StepResult run(JobContext context, StepRequest request, boolean gpu)
            throws InterruptedException, InfrastructureFault {
        StepExecutor executor = new StepExecutor(context, request, gpu);
        Instant begun = context.clock().instant();
        context.tell(new Progress.StepBegun(begun, request.label()));
        try {
            return executor.run();
        } finally {
            Instant ended = context.clock().instant();
            context.timings().add(new StepTiming(request.label(), begun, ended, executor.cpuSeconds));
            context.tell(new Progress.StepEnded(
                    ended, request.label(), Duration.between(begun, ended).toMillis() / MILLISECONDS));
        }
    }

    private StepResult run() throws InterruptedException, InfrastructureFault {
        while (!searched || results.size() < request.units().size()) {
            runContainer(fitting(request.units().stream()
                    .filter(unit -> !results.containsKey(unit))
                    .toList()));
        }
        return new StepResult(results, findings, searchStop);
    }

    private void runContainer(List<String> remaining) throws InterruptedException, InfrastructureFault {
        UnitCollector collector = new UnitCollector(
                remaining,
                searched ? Set.of() : request.rules(),
                request.limits().outputMegabytes() * MEGABYTE,
                (point, epochs) -> context.tell(new Progress.Epoch(
                        context.clock().instant(),
                        request.label(),
                        point.epoch(),
                        epochs,
                        point.loss(),
                        point.accuracy())));
        ContainerOutcome outcome = context.engine().run(spec(remaining.size()), frames(remaining), collector);
        cpuSeconds += outcome.cpuSeconds();
        int searches = collector.isParsed() ? 1 : 0;
        takeEnded(collector.ended(), outcome, searches);
        if (!searched) {
            searched = true;
            findings = collector.findings();
            if (!collector.isParsed()) {
                searchStop = verdicts.ofContainer(outcome, collector.isReady());
                return;
            }
        }
        Optional<UnitReport> running = collector.running();
        if (running.isPresent() && !isAftermath(collector.ended(), outcome)) {
            UnitReport report = running.get();
            Stop stop = verdicts.ofContainer(outcome, collector.isReady());
            results.put(report.unit(), report.result(stop, !request.hidden()));
        }
    }

    private void takeEnded(List<UnitReport> ended, ContainerOutcome outcome, int offset) throws InfrastructureFault {
        for (int i = 0; i < ended.size(); i++) {
            UnitReport report = ended.get(i);
            // The last of them may have ended in the same moment as the container.
            ContainerOutcome.UnitUsage usage =
                    i + offset < outcome.ended().size() ? outcome.ended().get(i + offset) : outcome.unit();
            Optional<UnitOutcome> unit = report.outcome();
            if (unit.isPresent()) {
                Optional<Stop> stop = verdicts.ofOutcome(unit.get(), usage);
                results.put(report.unit(), report.result(stop.orElse(null), !request.hidden()));
            }
        }
    }

    /**
     * Whether what ended the container came from units that have their verdict already. The kernel's word that memory ran out
     * can come after the unit that used it up has been reported, and later ones may have ended well meanwhile; a process in
     * which a unit is stuck is ended after its report. The unit that was running gets a new container.
     */
    private static boolean isAftermath(List<UnitReport> ended, ContainerOutcome outcome) {
        return switch (outcome.end()) {
            case OUT_OF_MEMORY ->
                ended.stream()
                        .anyMatch(unit -> has(unit, UnitOutcome.Status.MEMORY) || has(unit, UnitOutcome.Status.SIGNAL));
            case EXITED ->
                outcome.exitCode() == 0 && !ended.isEmpty() && has(ended.getLast(), UnitOutcome.Status.TIMEOUT);
            case DONE, CPU_LIMIT, WALL_LIMIT, OUTPUT_LIMIT, BAD_OUTPUT -> false;
        };
    }

    private static boolean has(UnitReport unit, UnitOutcome.Status status) {
        return unit.outcome().filter(outcome -> outcome.status() == status).isPresent();
    }

    /** The first units, as many as the header of one job holds; suites are checked for a unit that alone is too large. */
    private List<String> fitting(List<String> remaining) throws InfrastructureFault {
        List<String> units = remaining;
        int bytes = FrameWriter.headerBytes(Frames.job(plan(units)));
        while (bytes > FrameCaps.MAXIMUM_HEADER) {
            if (units.size() < 2) {
                throw new InfrastructureFault("the job of step '" + request.label() + "' has a header of " + bytes
                        + " bytes, and at most " + FrameCaps.MAXIMUM_HEADER
                        + " are allowed; the suite has to be validated"
                        + " again");
            }
            long share = (long) units.size() * FrameCaps.MAXIMUM_HEADER / bytes;
            units = units.subList(0, Math.clamp(share, 1, units.size() - 1));
            bytes = FrameWriter.headerBytes(Frames.job(plan(units)));
        }
        return units;
    }

    private Plan plan(List<String> units) {
        Plan plan = request.plan().apply(units);
        if (searched && plan instanceof Plan.Export export) {
            return new Plan.Export(List.of(), export.units());
        }
        if (searched && plan instanceof Plan.Compile compile) {
            return new Plan.Compile(List.of(), compile.units());
        }
        return plan;
    }

    private List<Frame> frames(List<String> units) {
        List<Frame> frames = new ArrayList<>();
        frames.add(Frames.job(plan(units)));
        frames.addAll(request.material());
        frames.add(Frames.end());
        return frames;
    }

    /** Without the test and its visibility, which are nobody's business in the container's description. */
    private static String kind(String label) {
        return label.split(" ", 2)[0];
    }

    private ContainerSpec spec(int units) {
        Limits limits = request.limits();
        // Each unit is held to its own share of the output by the collector.
        int output = Math.max(limits.outputMegabytes(), (int)
                Math.min(MAXIMUM_OUTPUT_MEGABYTES, (long) limits.outputMegabytes() * Math.max(1, units)));
        return new ContainerSpec(
                request.image(),
                context.input().lease().jobId(),
                context.input().lease().token(),
                context.worker(),
                kind(request.label()),
                new Limits(
                        limits.cpuSeconds(),
                        limits.wallSeconds(),
                        limits.memoryMegabytes(),
                        limits.processes(),
                        limits.scratchMegabytes(),
                        output),
                gpu ? context.gpu() : null,
                request.mounts());
    }
}
