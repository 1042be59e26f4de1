package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.suite.Limits;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerOutcome;
import dev.grader.pipeline.container.ContainerOutcome.End;
import dev.grader.pipeline.container.ContainerOutcome.UnitUsage;
import dev.grader.pipeline.step.UnitOutcome.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictRulesTest {
    private static final Limits LIMITS = new Limits(10, 12, 256, 64, 32, 4);
    private static final UnitUsage IDLE = new UnitUsage(12, 0.1, 0.2, 0);

    @ParameterizedTest
    @CsvSource({
        "ERROR, STUDENT_ERROR",
        "EXPORT_ERROR, EXPORT_ERROR",
        "TIMEOUT, TIMEOUT",
        "SIGNAL, CRASHED",
        "EXITED, NO_OUTPUT",
        "NOT_FINITE, NOT_FINITE",
        "MEMORY, OUT_OF_MEMORY",
        "DISK, DISK_LIMIT",
        "PROCESS_LIMIT, PROCESS_LIMIT",
        "OUTPUT_LIMIT, OUTPUT_LIMIT"
    })
    void outcomesOfUnits(Status status, Verdict verdict) throws InfrastructureFault {
        assertThat(visible().ofOutcome(outcome(status, "ValueError"), IDLE))
                .map(Stop::verdict)
                .contains(verdict);
    }

    @Test
    void aUnitThatEndedWellIsNotStopped() throws InfrastructureFault {
        assertThat(visible().ofOutcome(outcome(Status.OK, ""), IDLE)).isEmpty();
    }

    @Test
    void aFileThatDoesNotParseIsACompileError() throws InfrastructureFault {
        assertThat(visible().ofOutcome(outcome(Status.ERROR, "IndentationError"), IDLE))
                .map(Stop::verdict)
                .contains(Verdict.COMPILE_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "DONE, 0, NO_OUTPUT",
        "EXITED, 0, NO_OUTPUT",
        "EXITED, 3, OUT_OF_MEMORY",
        "EXITED, 134, CRASHED",
        "EXITED, 139, CRASHED",
        "OUT_OF_MEMORY, 137, OUT_OF_MEMORY",
        "CPU_LIMIT, 137, TIMEOUT",
        "WALL_LIMIT, 137, TIMEOUT",
        "OUTPUT_LIMIT, 137, OUTPUT_LIMIT",
        "BAD_OUTPUT, 137, NO_OUTPUT"
    })
    void endsOfContainers(End end, int exitCode, Verdict verdict) throws InfrastructureFault {
        assertThat(visible().ofContainer(ended(end, exitCode, IDLE), true).verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 70, 125, 126, 127, 137, 143, -1})
    void anExitThatIsOursIsNoVerdict(int exitCode) {
        assertThatThrownBy(() -> visible().ofContainer(ended(End.EXITED, exitCode, IDLE), true))
                .isInstanceOf(InfrastructureFault.class);
    }

    @Test
    void aContainerThatWasNeverReadyIsNoVerdict() {
        assertThatThrownBy(() -> visible().ofContainer(ended(End.EXITED, 139, IDLE), false))
                .isInstanceOf(InfrastructureFault.class);
    }

    @Test
    void refusedProcessesExplainAUsedUpLimit() throws InfrastructureFault {
        UnitUsage bomb = new UnitUsage(5, 11, 4, 700);
        assertThat(visible().ofContainer(ended(End.CPU_LIMIT, 137, bomb), true).verdict())
                .isEqualTo(Verdict.PROCESS_LIMIT);
    }

    @ParameterizedTest
    // CPU limit 10 s, wall-clock limit 12 s: little is below 5 s, long is above 4 s
    @CsvSource({"4.9, 3.9, true", "5.1, 6.0, true", "4.9, 4.1, false", "0.1, 0.0, true"})
    void elapsedTimeIsTheStudentsUnlessTheHostWasBusy(double cpu, double waited, boolean student)
            throws InfrastructureFault {
        UnitUsage usage = new UnitUsage(12, cpu, waited, 0);
        if (student) {
            assertThat(visible().ofOutcome(outcome(Status.TIMEOUT, ""), usage))
                    .map(Stop::verdict)
                    .contains(Verdict.TIMEOUT);
        } else {
            assertThatThrownBy(() -> visible().ofOutcome(outcome(Status.TIMEOUT, ""), usage))
                    .isInstanceOf(InfrastructureFault.class)
                    .hasMessageContaining("busy");
        }
    }

    @Test
    void aMessageFromHiddenInputsHoldsNothingThatTheCodeCouldHaveSaid() throws InfrastructureFault {
        VerdictRules hidden = new VerdictRules(LIMITS, true);
        for (Status status : List.of(Status.ERROR, Status.EXPORT_ERROR)) {
            assertThat(hidden.ofOutcome(outcome(status, "Secret42Error"), IDLE))
                    .map(Stop::message)
                    .hasValueSatisfying(message -> assertThat(message)
                            .doesNotContain("42")
                            .doesNotContain("leak")
                            .contains("line 7"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void noMessageFromHiddenInputsHoldsWordsOfTheCode(Status status) throws InfrastructureFault {
        assertThat(new VerdictRules(LIMITS, true).ofOutcome(outcome(status, "Secret42Error"), IDLE))
                .map(Stop::message)
                .hasValueSatisfying(
                        message -> assertThat(message).doesNotContain("42").doesNotContain("leak"));
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void noMessageAboutAContainerHoldsWhatItWrote(End end) throws InfrastructureFault {
        ContainerOutcome outcome = new ContainerOutcome(end, 139, 12, 0.1, List.of(), IDLE, 0, "leak 42", "leak 42");
        for (boolean hidden : List.of(true, false)) {
            Stop stop = new VerdictRules(LIMITS, hidden).ofContainer(outcome, true);
            assertThat(stop.message()).isNotBlank().doesNotContain("42").doesNotContain("leak");
        }
    }

    @Test
    void elapsedTimeOfAContainerOnABusyHostIsNoVerdict() {
        UnitUsage starved = new UnitUsage(27, 4.9, 4.1, 0);
        assertThatThrownBy(() -> visible().ofContainer(ended(End.WALL_LIMIT, 137, starved), true))
                .isInstanceOf(InfrastructureFault.class)
                .hasMessageContaining("busy");
    }

    @Test
    void usedUpCpuTimeIsTheStudentsOnABusyHostAsWell() throws InfrastructureFault {
        UnitUsage spinner = new UnitUsage(27, 10.1, 12, 0);
        assertThat(visible()
                        .ofContainer(ended(End.CPU_LIMIT, 137, spinner), true)
                        .verdict())
                .isEqualTo(Verdict.TIMEOUT);
    }

    private static VerdictRules visible() {
        return new VerdictRules(LIMITS, false);
    }

    private static UnitOutcome outcome(Status status, String type) {
        return new UnitOutcome(status, 11, new UnitOutcome.Raised(type, "leak 42", "leak42.py", 7, ""));
    }

    private static ContainerOutcome ended(End end, int exitCode, UnitUsage unit) {
        return new ContainerOutcome(end, exitCode, 12, unit.cpuSeconds(), List.of(), unit, 0, "", "");
    }
}
