package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence.CurvePoint;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.FrameException.Kind;
import dev.grader.pipeline.container.FrameSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts a container's frames by unit and refuses what has no place there: unknown types and units, anything for a unit that is
 * over, findings after the files were searched. Units run in the order of the plan.
 */
final class UnitCollector implements FrameSink {
    private static final int MAXIMUM_FINDINGS = 1_000;

    private final Map<String, UnitReport> reports = new LinkedHashMap<>();
    private final List<UnitReport> ended = new ArrayList<>();
    private final List<SourceFinding> findings = new ArrayList<>();
    private final Set<String> rules;
    private final EpochListener epochs;
    private boolean ready;
    private boolean parsed;

    /** Hears of the epochs of a training, on the thread of the container. */
    @FunctionalInterface
    interface EpochListener {
        void epoch(CurvePoint point, int epochs);
    }

    /**
     * A collector for one container.
     *
     * @param rules whose findings are expected
     * @param unitBytes cap on the payloads of one unit
     */
    UnitCollector(List<String> units, Set<String> rules, long unitBytes, EpochListener epochs) {
        units.forEach(unit -> reports.put(unit, new UnitReport(unit, unitBytes)));
        this.rules = rules;
        this.epochs = epochs;
    }

    @Override
    public Reaction accept(Frame frame) throws FrameException {
        return switch (frame.type()) {
            case "ready" -> {
                ready = true;
                yield Reaction.CONTINUE;
            }
            case "finding" -> finding(frame);
            case "parsed" -> searched();
            case "done" -> Reaction.FINISHED;
            case "tensor", "blob", "text", "note", "epoch", "outcome" -> ofUnit(frame);
            default -> throw new FrameException(Kind.MALFORMED, "a frame of an unknown type");
        };
    }

    /** Only once and first of all, since the limits begin anew: hostile code could go on for ever by saying it again. */
    private Reaction searched() throws FrameException {
        if (parsed || !ended.isEmpty()) {
            throw new FrameException(Kind.MALFORMED, "the files were searched already");
        }
        parsed = true;
        return Reaction.UNIT_ENDED;
    }

    private Reaction finding(Frame frame) throws FrameException {
        String rule = frame.text("rule");
        // A file that does not parse is nobody's rule.
        if (parsed || !(rules.contains(rule) || rule.isEmpty()) || findings.size() >= MAXIMUM_FINDINGS) {
            throw new FrameException(Kind.MALFORMED, "a finding that has no place there");
        }
        findings.add(new SourceFinding(
                rule,
                frame.text("kind"),
                frame.text("name"),
                frame.text("file"),
                frame.header().path("line").asInt(0)));
        return Reaction.CONTINUE;
    }

    private Reaction ofUnit(Frame frame) throws FrameException {
        UnitReport report = reports.get(frame.text("unit"));
        if (report == null || report.isOver()) {
            throw new FrameException(Kind.MALFORMED, "a frame for a unit that is unknown or over");
        }
        report.count(frame);
        switch (frame.type()) {
            case "tensor" -> report.tensor(frame);
            case "blob" -> report.blob(frame);
            case "text" -> report.text(frame);
            case "note" -> report.note(frame);
            case "epoch" ->
                epochs.epoch(report.epoch(frame), frame.header().path("epochs").asInt());
            default -> {
                report.outcome(UnitOutcome.of(frame)
                        .orElseThrow(() -> new FrameException(Kind.MALFORMED, "an outcome with an unknown status")));
                ended.add(report);
                return Reaction.UNIT_ENDED;
            }
        }
        return Reaction.CONTINUE;
    }

    boolean isReady() {
        return ready;
    }

    boolean isParsed() {
        return parsed;
    }

    List<SourceFinding> findings() {
        return List.copyOf(findings);
    }

    /** Units with an outcome, in the order in which they ended. */
    List<UnitReport> ended() {
        return List.copyOf(ended);
    }

    /** The first unit without an outcome: the one that was running. */
    Optional<UnitReport> running() {
        return reports.values().stream().filter(report -> !report.isOver()).findFirst();
    }
}
