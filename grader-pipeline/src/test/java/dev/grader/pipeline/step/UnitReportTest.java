package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.container.Replies;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitReportTest {
    private final UnitReport report = new UnitReport("u1", 1_000_000);

    @Test
    void textIsKeptUpToItsCapAndTheRestIsDropped() {
        for (int i = 0; i < 3; i++) {
            report.text(Replies.text("u1", "x".repeat(10_000)));
        }
        assertThat(report.result(null, true).output()).hasSize(TestMeasurement.MAXIMUM_OUTPUT);
    }

    @Test
    void notesAreFewAndShort() {
        for (int i = 0; i < 50; i++) {
            report.note(Replies.note("u1", i + "x".repeat(1_000)));
        }
        List<String> notes = report.result(null, true).notes();
        assertThat(notes).hasSize(20).allSatisfy(note -> assertThat(note).hasSize(301));
        assertThat(notes.getLast()).startsWith("19x").endsWith("…");
    }

    @Test
    void tensorsAreCounted() throws FrameException {
        Tensor nothing = Tensor.ofFloats(List.of(0L));
        for (int i = 0; i < 4_096; i++) {
            report.tensor(Replies.tensor("u1", "c" + i, nothing));
        }
        assertThatThrownBy(() -> report.tensor(Replies.tensor("u1", "one more", nothing)))
                .isInstanceOf(FrameException.class);
    }

    @Test
    void epochsAreCounted() throws FrameException {
        for (int i = 0; i < 10_000; i++) {
            report.epoch(Replies.epoch("u1", i, 1));
        }
        assertThatThrownBy(() -> report.epoch(Replies.epoch("u1", 1, 1))).isInstanceOf(FrameException.class);
    }

    @Test
    void longTextsOfAnErrorAreCut() {
        UnitOutcome outcome = UnitOutcome.of(Replies.raised("u1", "ValueError", "x".repeat(100_000)))
                .orElseThrow();
        assertThat(outcome.error().message()).hasSize(8_193);
        assertThat(outcome.error().traceback()).hasSize(8_193);
    }

    @Test
    void nothingThatTheCodeSaidLeavesAContainerWithHiddenInputs() {
        report.text(Replies.text("u1", "leak"));
        report.note(Replies.note("u1", "leak"));
        report.outcome(
                UnitOutcome.of(Replies.raised("u1", "ValueError", "leak")).orElseThrow());

        UnitResult result = report.result(null, false);
        assertThat(result.output()).isEmpty();
        assertThat(result.notes()).isEmpty();
        assertThat(report.result(null, true).output()).contains("leak").contains("Traceback");
    }
}
