package dev.grader.pipeline.container;

import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.core.protocol.FrameDecoder;
import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.FrameReader;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerOutcome.End;
import dev.grader.pipeline.container.ContainerOutcome.UnitUsage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An engine without containers: it keeps what each would have got, and a script writes what each would have written. */
public final class FakeEngine implements ContainerEngine {
    private static final FrameCaps CAPS = FrameCaps.ofTotal(Integer.MAX_VALUE, 100_000);

    private final Script script;
    private final List<FakeContainer> containers = new ArrayList<>();

    /** What a container writes. */
    @FunctionalInterface
    public interface Script {
        Answer answer(FakeContainer container) throws InfrastructureFault;
    }

    /**
     * What a container writes, and how it ends when it does not say that it is done.
     *
     * @param exitCode as of {@link ContainerOutcome}
     */
    public record Answer(List<Frame> frames, End end, int exitCode) {
        public Answer {
            frames = List.copyOf(frames);
        }

        /** Of a container that exits with 0 unless it said that it is done. */
        public static Answer of(Frame... frames) {
            return new Answer(List.of(frames), End.EXITED, 0);
        }
    }

    public FakeEngine(Script script) {
        this.script = script;
    }

    @Override
    public ContainerOutcome run(ContainerSpec spec, List<Frame> input, FrameSink sink) throws InfrastructureFault {
        FakeContainer container = new FakeContainer(spec, read(bytes(input)));
        containers.add(container);
        Answer answer = script.answer(container);
        byte[] written = bytes(answer.frames());
        Reader reader = new Reader(sink);
        String violation = "";
        End end = answer.end();
        try {
            new FrameDecoder(CAPS, reader).accept(written, 0, written.length);
            end = reader.finished ? End.DONE : end;
        } catch (FrameException e) {
            violation = String.valueOf(e.getMessage());
            end = e.kind() == FrameException.Kind.TOO_MUCH ? End.OUTPUT_LIMIT : End.BAD_OUTPUT;
        }
        UnitUsage usage = new UnitUsage(0.5, 0.25, 0, 0);
        List<UnitUsage> ended = new ArrayList<>();
        for (int i = 0; i < reader.unitsEnded; i++) {
            ended.add(usage);
        }
        return new ContainerOutcome(
                end, answer.exitCode(), 1, 0.25 * (ended.size() + 1), ended, usage, 0, violation, "");
    }

    private static final class Reader implements FrameDecoder.FrameHandler {
        private final FrameSink sink;
        private boolean finished;
        private int unitsEnded;

        Reader(FrameSink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(Frame frame) throws FrameException {
            if (!finished) {
                switch (sink.accept(frame)) {
                    case CONTINUE -> {}
                    case UNIT_ENDED -> unitsEnded++;
                    case FINISHED -> finished = true;
                }
            }
        }
    }

    @Override
    public int removeOrphans(Predicate<Map<String, String>> orphan) {
        return 0;
    }

    /** All containers until now, in their order. */
    public List<FakeContainer> containers() {
        return List.copyOf(containers);
    }

    /** Containers that ran a step, by its name on the wire. */
    public List<FakeContainer> containers(String step) {
        return containers.stream()
                .filter(container -> container.step().equals(step))
                .toList();
    }

    private static byte[] bytes(List<Frame> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameWriter writer = new FrameWriter(bytes);
        try {
            for (Frame frame : frames) {
                writer.write(frame);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<Frame> read(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes), CAPS);
        try {
            for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                frames.add(frame.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a container would not have understood its input", e);
        }
        return frames;
    }
}
