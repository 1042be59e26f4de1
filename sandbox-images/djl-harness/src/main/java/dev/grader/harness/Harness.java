package dev.grader.harness;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs one job from its first frame to {@code done}. */
final class Harness {
    private final ReadableByteChannel in;
    private final FrameWriter out;
    private final Path scratch;
    private final Runnable halt;

    /**
     * @param scratch a folder for module files
     * @param halt ends the process at once when a unit is stuck
     */
    Harness(ReadableByteChannel in, WritableByteChannel out, Path scratch, Runnable halt) {
        this.in = in;
        this.out = new FrameWriter(out);
        this.scratch = scratch;
        this.halt = halt;
    }

    /** @throws IOException if the job is not readable or the worker is gone: a fault of the service */
    void run() throws IOException {
        Engine.getEngine("PyTorch");
        // The optimizer of TorchScript's graphs needs several slow steps to warm up and changes no result.
        JniUtils.setGraphExecutorOptimize(false);
        out.write(FrameWriter.header("ready"));
        List<WorkUnit> units = new JobReader(new FrameReader(in), scratch).read();
        CompileStep compile = new CompileStep(out);
        List<WorkUnit.Compile> compilations = units.stream()
                .filter(WorkUnit.Compile.class::isInstance)
                .map(WorkUnit.Compile.class::cast)
                .toList();
        if (!compilations.isEmpty()) {
            compile.search(compilations, compilations.get(0).sources());
        }
        Watchdog watchdog = new Watchdog(out, halt);
        watchdog.start();
        for (WorkUnit unit : units) {
            watchdog.begin(unit.id(), unit.seconds());
            watchdog.finish(run(unit, compile));
        }
        out.write(FrameWriter.header("done"));
    }

    private Outcome run(WorkUnit unit, CompileStep compile) throws IOException {
        Printed printed = Printed.begin(out, unit.id());
        try {
            return outcome(unit, compile);
        } finally {
            printed.close();
        }
    }

    private Outcome outcome(WorkUnit unit, CompileStep compile) throws IOException {
        Deadline deadline = new Deadline(System::nanoTime, unit.seconds());
        try {
            switch (unit) {
                case WorkUnit.Compile compilation -> compile.run(compilation);
                case WorkUnit.Build build -> new BuildStep(out, scratch).run(build);
                case WorkUnit.Probe probe -> new ProbeStep(out).run(probe, deadline);
                case WorkUnit.Gradient gradient -> new GradientStep(out).run(gradient);
                case WorkUnit.Train train -> new TrainStep(out, scratch).run(train, deadline);
                case WorkUnit.Evaluate evaluate -> new EvaluateStep(out).run(evaluate, deadline);
            }
            return Outcome.of(Outcome.Status.OK);
        } catch (IOException
                | RuntimeException
                | Error
                | StudentException
                | DeadlineException
                | NotFiniteException failure) {
            if (isThrownByCode(failure) && isInJava(unit)) {
                return Outcome.error(ScriptError.ofThrown(failure, null, 0, ""));
            }
            Optional<Outcome> outcome = Failures.outcome(failure);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            throw new IOException("unit " + unit.id() + " failed by a fault of the harness: " + failure, failure);
        }
    }

    private static boolean isThrownByCode(Throwable failure) {
        return failure instanceof Error
                ? !(failure instanceof OutOfMemoryError)
                : failure instanceof RuntimeException && !(failure instanceof EngineException);
    }

    /** Arrays that submitted code has closed, for one, fail later and elsewhere, and DJL calls methods that it overrides. */
    private static boolean isInJava(WorkUnit unit) {
        return switch (unit) {
            case WorkUnit.Compile ignored -> false;
            case WorkUnit.Build ignored -> true;
            case WorkUnit.Probe ignored -> true;
            case WorkUnit.Gradient gradient -> gradient.module() instanceof ModuleSource.Submitted;
            case WorkUnit.Train train -> train.module() instanceof ModuleSource.Submitted;
            case WorkUnit.Evaluate evaluate -> evaluate.module() instanceof ModuleSource.Submitted;
        };
    }
}
