package dev.grader.pipeline.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.measurement.Evidence.CurvePoint;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.FrameException.Kind;
import dev.grader.core.protocol.Frames;
import dev.grader.core.suite.Recipe;
import dev.grader.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the frames of one unit, within bounds. */
final class UnitReport {
    private static final int MAXIMUM_TENSORS = 4096;
    private static final int MAXIMUM_NOTES = 20;
    private static final int MAXIMUM_NOTE = 300;
    private static final int MAXIMUM_EPOCHS = 10_000;

    private final String unit;
    private final long maximumBytes;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<Integer, byte[]> checkpoints = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<CurvePoint> curve = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private byte @Nullable [] blob;
    private @Nullable UnitOutcome outcome;
    private long bytes;

    UnitReport(String unit, long maximumBytes) {
        this.unit = unit;
        this.maximumBytes = maximumBytes;
    }

    void count(Frame frame) throws FrameException {
        bytes += frame.payload().length;
        if (bytes > maximumBytes) {
            throw new FrameException(Kind.TOO_MUCH, "a unit wrote more than " + maximumBytes + " bytes");
        }
    }

    void tensor(Frame frame) throws FrameException {
        String name = frame.text("name");
        Tensor tensor = Frames.tensor(frame);
        if (name.isEmpty() || tensors.size() >= MAXIMUM_TENSORS || tensors.putIfAbsent(name, tensor) != null) {
            throw new FrameException(Kind.MALFORMED, "a tensor without a name, too many of them, or one twice");
        }
    }

    void blob(Frame frame) throws FrameException {
        if (frame.header().has("checkpoint")) {
            int at = frame.header().path("checkpoint").asInt(-1);
            if (at < 0
                    || checkpoints.size() > Recipe.MAXIMUM_CHECKPOINTS
                    || checkpoints.putIfAbsent(at, frame.payload()) != null) {
                throw new FrameException(
                        Kind.MALFORMED, "a checkpoint without a place, too many of them, or one twice");
            }
            return;
        }
        if (blob != null) {
            throw new FrameException(Kind.MALFORMED, "a second blob of one unit");
        }
        blob = frame.payload();
    }

    void note(Frame frame) {
        if (notes.size() < MAXIMUM_NOTES) {
            String note = frame.text("text");
            notes.add(note.length() <= MAXIMUM_NOTE ? note : note.substring(0, MAXIMUM_NOTE) + "…");
        }
    }

    void text(Frame frame) {
        int room = TestMeasurement.MAXIMUM_OUTPUT - text.length();
        if (room > 0 && frame.payload().length > 0) {
            String piece = new String(frame.payload(), StandardCharsets.UTF_8);
            text.append(piece, 0, Math.min(piece.length(), room));
        }
    }

    CurvePoint epoch(Frame frame) throws FrameException {
        JsonNode header = frame.header();
        CurvePoint point = new CurvePoint(
                header.path("epoch").asInt(), finite(header.path("loss")), finite(header.path("accuracy")));
        if (curve.size() >= MAXIMUM_EPOCHS) {
            throw new FrameException(Kind.TOO_MUCH, "too many epochs");
        }
        curve.add(point);
        return point;
    }

    private static double finite(JsonNode number) {
        double value = number.asDouble();
        return Double.isFinite(value) ? value : 0;
    }

    void outcome(UnitOutcome ended) {
        outcome = ended;
    }

    String unit() {
        return unit;
    }

    boolean isOver() {
        return outcome != null;
    }

    Optional<UnitOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The result, with what the rules make of the outcome. */
    UnitResult result(TestMeasurement.@Nullable Stop stop, boolean withText) {
        String traceback = outcome == null ? "" : outcome.error().traceback();
        return new UnitResult(
                unit,
                stop,
                tensors,
                blob,
                checkpoints,
                withText ? notes : List.of(),
                curve,
                withText ? text + traceback : "");
    }
}
