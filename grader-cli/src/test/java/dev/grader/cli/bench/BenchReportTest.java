package dev.grader.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.grader.cli.bench.BenchReport.Measured;
import dev.grader.cli.bench.TimedJob.Timings;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");
    private static final BenchReport.Suite SUITE = new BenchReport.Suite("c/a", 1, "ab12");
    private static final Machine MACHINE = new Machine("some processor", 2, 0.5, "Linux", "25", "20.10");

    @Test
    void aBurstIsAddedUp() {
        // the first job runs from 2 to 12 s and the second from 12 to 22 s, scored a second later
        BenchReport report = BenchReport.of(
                List.of(new Measured(job(0, 2), Optional.of(4.0)), new Measured(job(1, 12), Optional.of(2.0))),
                1,
                SUITE,
                MACHINE);

        assertThat(report.wallSeconds()).isEqualTo(23);
        assertThat(report.jobsPerMinute()).isCloseTo(2 * 60 / 23.0, within(1e-9));
        // two trainings of 3 s of CPU and an export of 1 s in each job
        assertThat(report.cpuSecondsPerJob()).isEqualTo(7);
        assertThat(report.trainingSecondsPerJob()).hasValue(3.0);
        assertThat(report.efficiencyOfSlots().orElseThrow()).isCloseTo(6 / 23.0, within(1e-9));
        assertThat(report.efficiencyOfRuns()).hasValue(6 / 20.0);
        assertThat(phase(report, Phase.RUN).p50Millis()).hasValue(10_000);
        assertThat(phase(report, Phase.TOTAL).p50Millis()).hasValue(13_000);
        assertThat(phase(report, Phase.TOTAL).p99Millis()).hasValue(22_000);
        assertThat(report.steps()).extracting(BenchReport.StepTimes::step).containsExactly("export", "train");
        assertThat(report.steps().getLast().runs()).isEqualTo(4);
        assertThat(report.steps().getLast().p50Millis()).hasValue(2_000);
        assertThat(report.steps().getLast().cpuSecondsPerJob()).isEqualTo(6);
    }

    @Test
    void withTwoSlotsTheSameTrainingIsHalfTheEfficiency() {
        List<Measured> measured = List.of(new Measured(job(0, 2), Optional.of(4.0)));

        assertThat(BenchReport.of(measured, 2, SUITE, MACHINE)
                        .efficiencyOfSlots()
                        .orElseThrow())
                .isCloseTo(4 / (2 * 13.0), within(1e-9));
    }

    @Test
    void whatIsNotKnownOfEveryJobIsNotGuessed() {
        BenchReport report = BenchReport.of(
                List.of(new Measured(job(0, 2), Optional.of(4.0)), new Measured(job(1, 12), Optional.empty())),
                1,
                SUITE,
                MACHINE);

        assertThat(report.trainingSecondsPerJob()).isEmpty();
        assertThat(report.efficiencyOfSlots()).isEmpty();
        assertThat(shown(report)).contains("pure training    not measured");
    }

    @Test
    void theTableHasEveryPhaseAndTheMachine() {
        String shown = shown(BenchReport.of(List.of(new Measured(job(0, 2), Optional.of(4.0))), 1, SUITE, MACHINE));

        for (Phase phase : Phase.values()) {
            assertThat(shown).contains(phase.words());
        }
        assertThat(shown)
                .contains("started → compared    10000   10000   10000")
                .contains("train   2     2000    2000    6.00")
                .contains("efficiency       30.8 % of slots × burst, 40.0 % of the run phase")
                .contains("2 cores, some processor, load before 0.50");
    }

    private static BenchReport.PhaseTimes phase(BenchReport report, Phase phase) {
        return report.phases().get(List.of(Phase.values()).indexOf(phase));
    }

    /** Submitted at one second, leased at another, run for ten seconds. */
    private static TimedJob job(int submitted, int leased) {
        return new TimedJob(
                "9",
                at(submitted),
                "GRADED",
                1,
                new Timings(
                        Optional.of(at(submitted)),
                        Optional.of(at(submitted)),
                        Optional.of(at(leased)),
                        Optional.of(at(leased)),
                        Optional.of(at(leased + 10)),
                        Optional.of(at(leased + 11)),
                        List.of(
                                new StepTiming("export", at(leased), at(leased + 1), 1),
                                new StepTiming("train training seed 1", at(leased + 1), at(leased + 3), 3),
                                new StepTiming("train training seed 2", at(leased + 3), at(leased + 5), 3))),
                Optional.empty());
    }

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }

    private static String shown(BenchReport report) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(data, true, StandardCharsets.UTF_8);
        new BenchView(new Terminal(stream, stream, new BufferedReader(Reader.nullReader()), false, false, 100))
                .show(report);
        return data.toString(StandardCharsets.UTF_8);
    }
}
