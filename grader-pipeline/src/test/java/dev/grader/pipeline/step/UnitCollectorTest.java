package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.measurement.Evidence.CurvePoint;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.FrameException.Kind;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.container.FrameSink.Reaction;
import dev.grader.pipeline.container.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnitCollectorTest {
    private static final Tensor TENSOR = Tensor.ofFloats(List.of(2L), 1, 2);

    private final List<CurvePoint> heard = new ArrayList<>();
    private final UnitCollector collector = collector(100);

    @Test
    void framesAreSortedByTheirUnits() throws FrameException {
        assertThat(collector.accept(Replies.ready())).isEqualTo(Reaction.CONTINUE);
        assertThat(collector.accept(Replies.finding("r1", "call", "torch.nn.Conv2d")))
                .isEqualTo(Reaction.CONTINUE);
        assertThat(collector.accept(Replies.parsed())).isEqualTo(Reaction.UNIT_ENDED);
        collector.accept(Replies.tensor("u1", "c1.0", TENSOR));
        assertThat(collector.accept(Replies.outcome("u1", "ok"))).isEqualTo(Reaction.UNIT_ENDED);
        collector.accept(Replies.text("u2", "hello"));
        assertThat(collector.accept(Replies.done())).isEqualTo(Reaction.FINISHED);

        assertThat(collector.isReady()).isTrue();
        assertThat(collector.isParsed()).isTrue();
        assertThat(collector.findings()).extracting(SourceFinding::name).containsExactly("torch.nn.Conv2d");
        assertThat(collector.ended()).extracting(UnitReport::unit).containsExactly("u1");
        assertThat(collector.ended().getFirst().result(null, true).tensors()).containsEntry("c1.0", TENSOR);
        assertThat(collector.running()).map(UnitReport::unit).contains("u2");
    }

    @Test
    void aFrameOfAnUnknownTypeIsRefused() {
        refuses(Replies.unknown("score"));
        refuses(Replies.unknown("job"));
    }

    @Test
    void aFrameForAnUnknownUnitIsRefused() {
        refuses(Replies.tensor("u3", "c1.0", TENSOR));
        refuses(Replies.note("", "no unit"));
    }

    @Test
    void nothingIsTakenAfterTheOutcomeOfAUnit() throws FrameException {
        collector.accept(Replies.outcome("u1", "error"));

        refuses(Replies.tensor("u1", "c1.0", TENSOR));
        refuses(Replies.outcome("u1", "ok"));
    }

    @Test
    void anOutcomeNeedsAStatusOfTheProtocol() {
        refuses(Replies.outcome("u1", "passed"));
        refuses(Replies.outcome("u1", "OK"));
        refuses(Replies.outcome("u1", ""));
    }

    @Test
    void aFindingNeedsARuleOfThePlan() throws FrameException {
        refuses(Replies.finding("r2", "call", "torch.nn.Conv2d"));
        // A file that does not parse belongs to no rule.
        collector.accept(Replies.finding("", "syntax", "invalid syntax"));
    }

    @Test
    void noFindingIsTakenAfterTheFilesWereSearched() throws FrameException {
        collector.accept(Replies.parsed());

        refuses(Replies.finding("r1", "call", "torch.nn.Conv2d"));
    }

    @Test
    void findingsAreCapped() throws FrameException {
        for (int i = 0; i < 1_000; i++) {
            collector.accept(Replies.finding("r1", "call", "torch.nn.Conv2d"));
        }
        refuses(Replies.finding("r1", "call", "torch.nn.Conv2d"));
    }

    /** Each of them begins the limits of CPU and elapsed time anew. */
    @Test
    void theFilesAreSearchedOnceAndBeforeEveryUnit() throws FrameException {
        collector.accept(Replies.parsed());
        refuses(Replies.parsed());

        UnitCollector second = collector(100);
        second.accept(Replies.outcome("u1", "ok"));
        assertThatThrownBy(() -> second.accept(Replies.parsed())).isInstanceOf(FrameException.class);
    }

    @Test
    void aSecondBlobOfAUnitIsRefused() throws FrameException {
        collector.accept(Replies.blob("u1", new byte[1]));

        refuses(Replies.blob("u1", new byte[1]));
        collector.accept(Replies.blob("u2", new byte[1]));
    }

    @Test
    void aTensorNeedsANameOfItsOwn() throws FrameException {
        collector.accept(Replies.tensor("u1", "c1.0", TENSOR));

        refuses(Replies.tensor("u1", "c1.0", TENSOR));
        refuses(Replies.tensor("u1", "", TENSOR));
    }

    @Test
    void theBytesOfAUnitAreCappedWhateverTheyAre() throws FrameException {
        UnitCollector small = collector(20);
        small.accept(Replies.tensor("u1", "c1.0", TENSOR)); // 8 bytes
        small.accept(Replies.text("u1", "twelve bytes"));
        assertThatThrownBy(() -> small.accept(Replies.text("u1", "1")))
                .isInstanceOfSatisfying(
                        FrameException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_MUCH));
        small.accept(Replies.blob("u2", new byte[20]));
    }

    @Test
    void epochsAreHeardOfAndKept() throws FrameException {
        collector.accept(Replies.epoch("u1", 1, 0.75));
        collector.accept(Replies.epoch("u1", 2, Double.NaN));
        collector.accept(Replies.outcome("u1", "ok"));

        assertThat(heard).containsExactly(new CurvePoint(1, 0.75, 0.5), new CurvePoint(2, 0, 0.5));
        assertThat(collector.ended().getFirst().result(null, true).curve()).isEqualTo(heard);
    }

    private void refuses(Frame frame) {
        assertThatThrownBy(() -> collector.accept(frame))
                .as(frame.toString())
                .isInstanceOfSatisfying(
                        FrameException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
    }

    private UnitCollector collector(long unitBytes) {
        return new UnitCollector(List.of("u1", "u2"), Set.of("r1"), unitBytes, (point, epochs) -> heard.add(point));
    }
}
