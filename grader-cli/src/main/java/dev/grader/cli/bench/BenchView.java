package dev.grader.cli.bench;

import dev.grader.cli.bench.BenchReport.PhaseTimes;
import dev.grader.cli.bench.BenchReport.StepTimes;
import dev.grader.cli.terminal.Table;
import dev.grader.cli.terminal.Terminal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A benchmark on the terminal. */
final class BenchView {
    private final Terminal terminal;

    BenchView(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(BenchReport report) {
        Table phases = new Table("PHASE", "P50 MS", "P95 MS", "P99 MS");
        for (PhaseTimes phase : report.phases()) {
            phases.row(phase.phase(), whole(phase.p50Millis()), whole(phase.p95Millis()), whole(phase.p99Millis()));
        }
        show(phases);
        terminal.data("");
        Table steps = new Table("STEP", "RUNS", "P50 MS", "P95 MS", "CPU S PER JOB");
        for (StepTimes step : report.steps()) {
            steps.row(
                    step.step(),
                    Integer.toString(step.runs()),
                    whole(step.p50Millis()),
                    whole(step.p95Millis()),
                    number("%.2f", step.cpuSecondsPerJob()));
        }
        show(steps);
        terminal.data("");
        totals(report);
        machine(report);
    }

    private void totals(BenchReport report) {
        line(
                "submissions",
                report.submissions() + " at once, " + report.slots() + (report.slots() == 1 ? " slot" : " slots"));
        line("burst", number("%.1f s from the first submission to the last score", report.wallSeconds()));
        line("jobs per minute", number("%.2f", report.jobsPerMinute()));
        line("CPU per job", number("%.2f s in containers", report.cpuSecondsPerJob()));
        line("pure training", optional("%.2f s per job", report.trainingSecondsPerJob()));
        line(
                "efficiency",
                percent("of slots × burst", report.efficiencyOfSlots()) + ", "
                        + percent("of the run phase", report.efficiencyOfRuns()));
        if (report.claimedMoreThanOnce() > 0) {
            line(
                    "claimed again",
                    report.claimedMoreThanOnce() + " jobs: something failed, so look at the worker's log");
        }
    }

    private void machine(BenchReport report) {
        Machine machine = report.machine();
        line(
                "machine",
                machine.cores() + " cores, " + machine.processor() + ", load before "
                        + (machine.loadBefore() < 0 ? "unknown" : number("%.2f", machine.loadBefore())));
        line("versions", machine.system() + ", Java " + machine.java() + ", Docker engine " + machine.engine());
        line(
                "suite",
                report.suite().assignment() + " version " + report.suite().version() + ", "
                        + report.suite().digest());
    }

    private void show(Table table) {
        table.lines(terminal.width()).forEach(terminal::data);
    }

    private void line(String name, String value) {
        terminal.data(String.format(Locale.ROOT, "%-16s %s", name, value));
    }

    private static String whole(OptionalDouble millis) {
        return millis.isPresent() ? number("%.0f", millis.getAsDouble()) : "not measured";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String optional(String format, Optional<Double> value) {
        return value.map(number -> number(format, number)).orElse("not measured");
    }

    private static String percent(String of, Optional<Double> share) {
        return optional("%.1f %%", share.map(value -> 100 * value)) + " " + of;
    }
}
