package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.suite.Limits;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerOutcome;
import dev.grader.pipeline.container.ContainerOutcome.UnitUsage;
import java.util.Optional;
import java.util.Set;

/**
 * From what was observed to a verdict; all of it is here. What is our own fault becomes an {@link InfrastructureFault}.
 *
 * <p>The rule for elapsed time: a unit that reached its wall-clock limit is a {@code TIMEOUT}, unless it used less than half of
 * its CPU limit <em>and</em> one of its threads waited for a processor for more than a third of the wall-clock limit. Then the
 * host was too busy, and it is infrastructure. A unit that sleeps does not wait for a processor, so it is a timeout on a busy
 * host as well.
 */
final class VerdictRules {
    private static final double LITTLE_CPU = 1.0 / 2;
    private static final double LONG_WAIT = 1.0 / 3;
    private static final int SIGNALLED = 128;
    private static final int KILLED = SIGNALLED + 9;
    private static final int TERMINATED = SIGNALLED + 15;
    /** {@code java -XX:+ExitOnOutOfMemoryError}. */
    private static final int JAVA_OUT_OF_MEMORY = 3;
    /** A fault of the harness, a job that it cannot read, and what the engine and the shell say of a missing program. */
    private static final Set<Integer> OUR_FAULT = Set.of(1, 2, 70, 125, 126, 127);

    private static final Set<String> DOES_NOT_PARSE =
            Set.of("SyntaxError", "IndentationError", "TabError", "CompileError");

    private final Limits limits;
    private final boolean hidden;

    /**
     * Rules for one container.
     *
     * @param hidden whether the container got hidden inputs: then nothing of the student's words gets into a message
     */
    VerdictRules(Limits limits, boolean hidden) {
        this.limits = limits;
        this.hidden = hidden;
    }

    /** What an outcome means; empty when the unit ended well. */
    Optional<Stop> ofOutcome(UnitOutcome outcome, UnitUsage usage) throws InfrastructureFault {
        String detail = outcome.error().type() + ": " + outcome.error().message();
        return switch (outcome.status()) {
            case OK -> Optional.empty();
            case ERROR -> Optional.of(error(outcome.error(), detail));
            case EXPORT_ERROR ->
                Optional.of(new Stop(
                        Verdict.EXPORT_ERROR,
                        ErrorWords.located(outcome.error(), hidden) + "the model cannot be exported for training"
                                + (hidden ? "" : ": " + outcome.error().message()),
                        detail));
            case TIMEOUT -> Optional.of(wallLimit(usage));
            case SIGNAL -> Optional.of(crashed(outcome.number()));
            case EXITED ->
                Optional.of(new Stop(
                        Verdict.NO_OUTPUT,
                        "the process ended before it gave its result; do not call exit functions",
                        "exit code " + outcome.number()));
            case NOT_FINITE ->
                Optional.of(new Stop(Verdict.NOT_FINITE, "the training's loss became NaN or infinite", detail));
            case MEMORY -> Optional.of(memory(detail));
            case DISK ->
                Optional.of(new Stop(
                        Verdict.DISK_LIMIT,
                        "more than the " + limits.scratchMegabytes() + " MB of scratch space were written",
                        detail));
            case PROCESS_LIMIT -> Optional.of(processes(detail));
            case OUTPUT_LIMIT -> Optional.of(output(detail));
        };
    }

    /** What the end of a container means for the unit that was running. */
    Stop ofContainer(ContainerOutcome outcome, boolean ready) throws InfrastructureFault {
        String detail = "the container ended by " + outcome.end() + " with exit code " + outcome.exitCode() + "; "
                + outcome.violation() + "\n" + outcome.stderr();
        if (!ready) {
            throw new InfrastructureFault("a container was not ready for its job: " + detail);
        }
        return switch (outcome.end()) {
            case DONE -> new Stop(Verdict.NO_OUTPUT, "the process ended before it gave its result", detail);
            case EXITED -> exited(outcome.exitCode(), detail);
            case OUT_OF_MEMORY -> memory(detail);
            case CPU_LIMIT -> outcome.unit().processRefusals() > 0 ? processes(detail) : cpuLimit(detail);
            case WALL_LIMIT -> outcome.unit().processRefusals() > 0 ? processes(detail) : wallLimit(outcome.unit());
            case OUTPUT_LIMIT -> output(detail);
            case BAD_OUTPUT ->
                new Stop(Verdict.NO_OUTPUT, "something else than a result was written where results are sent", detail);
        };
    }

    private Stop exited(int code, String detail) throws InfrastructureFault {
        if (OUR_FAULT.contains(code) || code == KILLED || code == TERMINATED || code < 0) {
            throw new InfrastructureFault(detail);
        }
        if (code == JAVA_OUT_OF_MEMORY) {
            return memory(detail);
        }
        return code > SIGNALLED
                ? crashed(code - SIGNALLED)
                : new Stop(Verdict.NO_OUTPUT, "the process ended before it gave its result", detail);
    }

    private Stop error(UnitOutcome.Raised error, String detail) {
        Verdict verdict = DOES_NOT_PARSE.contains(error.type()) ? Verdict.COMPILE_ERROR : Verdict.STUDENT_ERROR;
        return new Stop(verdict, ErrorWords.of(error, hidden), detail);
    }

    private Stop wallLimit(UnitUsage usage) throws InfrastructureFault {
        if (usage.cpuSeconds() < LITTLE_CPU * limits.cpuSeconds()
                && usage.waitedSeconds() > LONG_WAIT * limits.wallSeconds()) {
            throw new InfrastructureFault("the host was too busy: a unit got " + usage.cpuSeconds()
                    + " s of CPU time and waited " + usage.waitedSeconds() + " s for a processor; use fewer slots");
        }
        return new Stop(
                Verdict.TIMEOUT,
                "not finished within " + limits.wallSeconds() + " s",
                "used " + usage.cpuSeconds() + " s of CPU time, waited " + usage.waitedSeconds()
                        + " s for a processor");
    }

    private Stop cpuLimit(String detail) {
        return new Stop(Verdict.TIMEOUT, "more than the " + limits.cpuSeconds() + " s of CPU time were used", detail);
    }

    private Stop memory(String detail) {
        return new Stop(
                Verdict.OUT_OF_MEMORY, "more than the " + limits.memoryMegabytes() + " MB of memory were used", detail);
    }

    private Stop processes(String detail) {
        return new Stop(
                Verdict.PROCESS_LIMIT,
                "more than the " + limits.processes() + " processes and threads were started",
                detail);
    }

    private Stop output(String detail) {
        return new Stop(
                Verdict.OUTPUT_LIMIT,
                "more output than the " + limits.outputMegabytes()
                        + " MB that are allowed, or something that is no result where results are sent",
                detail);
    }

    private static Stop crashed(int signal) {
        return new Stop(Verdict.CRASHED, "the process was ended by signal " + signal, "signal " + signal);
    }
}
