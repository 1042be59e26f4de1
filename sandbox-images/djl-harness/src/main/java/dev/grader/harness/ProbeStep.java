package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls methods and blocks of a submission and sends what they give. */
final class ProbeStep {
    private final FrameWriter out;

    ProbeStep(FrameWriter out) {
        this.out = out;
    }

    void run(WorkUnit.Probe unit, Deadline deadline) throws IOException, StudentException, DeadlineException {
        JniUtils.setNumThreads(1);
        SubmittedClasses classes = new SubmittedClasses(unit.classes());
        for (ProbeProgram program : unit.programs()) {
            try (ProbeRun run = new ProbeRun(classes, unit.tensors(), program.gradients())) {
                run.run(program.calls(), "", (call, result) -> record(unit, run, call, result));
                if (run.changedArguments()) {
                    out.note(unit.id(), "an argument was changed in place");
                }
            }
            for (ProbeProgram.Move move : program.moves()) {
                for (int offset : move.offsets()) {
                    deadline.check();
                    moved(unit, classes, program, move, offset);
                }
            }
        }
    }

    private void record(WorkUnit.Probe unit, ProbeRun run, ProbeProgram.Call call, @Nullable Object result)
            throws IOException, StudentException {
        for (int i = 0; i < call.record().size(); i++) {
            WireTensor tensor = Results.tensor(
                    run.manager(), Results.at(result, call.record().get(i)));
            out.tensor(unit.id(), call.id() + "." + i, tensor);
        }
    }

    /** Sends the outputs for all differences of one element, stacked. */
    private void moved(
            WorkUnit.Probe unit, SubmittedClasses classes, ProbeProgram program, ProbeProgram.Move move, int offset)
            throws IOException, StudentException {
        try (ProbeRun home = new ProbeRun(classes, unit.tensors(), List.of())) {
            NDList outputs = new NDList();
            for (double by : move.by()) {
                Map<String, WireTensor> tensors = ProbeRun.moved(unit.tensors(), move.tensor(), offset, by);
                try (ProbeRun run = new ProbeRun(classes, tensors, List.of())) {
                    @Nullable Object result = run.run(program.calls(), move.until(), (call, ignored) -> {});
                    WireTensor output = Results.tensor(run.manager(), Results.at(result, move.record()));
                    outputs.add(output.copyTo(home.manager()));
                }
            }
            NDArray first = outputs.get(0);
            for (NDArray output : outputs) {
                if (!output.getShape().equals(first.getShape())) {
                    throw new StudentException(
                            "ResultError", "The shape of the output depends on the values of the input.");
                }
            }
            out.tensor(unit.id(), move.id() + "." + offset, WireTensor.of(NDArrays.stack(outputs)));
        }
    }
}
