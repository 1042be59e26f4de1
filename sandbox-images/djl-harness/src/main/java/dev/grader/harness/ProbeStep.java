package dev.grader.harness;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls methods and blocks of a submission and sends what they give. */
final class ProbeStep {
    /** Any fixed number, before each call: what draws random numbers gives the same ones each time. */
    private static final int SEED = 1;

    private final FrameWriter out;

    ProbeStep(FrameWriter out) {
        this.out = out;
    }

    void run(WorkUnit.Probe unit) throws IOException, StudentException {
        JniUtils.setNumThreads(1);
        try (Model model = Model.newInstance("probe", "PyTorch")) {
            SubmittedClasses classes = new SubmittedClasses(unit.classes());
            Map<String, @Nullable Object> results = new HashMap<>();
            for (ProbeCall call : unit.calls()) {
                Engine.getInstance().setRandomSeed(SEED);
                @Nullable Object result = call(unit, model, classes, call, results);
                results.put(call.id(), result);
                for (int i = 0; i < call.record().size(); i++) {
                    WireTensor tensor = Results.tensor(
                            model.getNDManager(),
                            Results.at(result, call.record().get(i)));
                    out.tensor(unit.id(), call.id() + "." + i, tensor);
                }
            }
        }
    }

    private @Nullable Object call(
            WorkUnit.Probe unit,
            Model model,
            SubmittedClasses classes,
            ProbeCall call,
            Map<String, @Nullable Object> results)
            throws IOException, StudentException {
        NDManager manager = model.getNDManager();
        List<@Nullable Object> arguments = values(manager, call.arguments(), results);
        @Nullable Object result;
        if (call.construct() == null) {
            result = SubmittedCall.of(classes, call.target(), manager).invoke(arguments);
        } else {
            result = forward(model, classes, call, arguments, results);
        }
        noteChanges(unit, call.arguments(), arguments);
        return result;
    }

    private static NDList forward(
            Model model,
            SubmittedClasses classes,
            ProbeCall call,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> results)
            throws StudentException {
        ProbeCall.Construct construct = call.construct();
        if (construct == null) {
            throw new IllegalArgumentException("no construct");
        }
        NDManager manager = model.getNDManager();
        Object built = SubmittedCall.of(classes, call.target(), manager)
                .invoke(values(manager, construct.arguments(), results));
        NDList inputs = new NDList();
        List<JavaModel.InputForm> forms = new ArrayList<>();
        for (Object argument : arguments) {
            if (!(argument instanceof NDArray array)) {
                throw new StudentException("TypeError", "A block takes arrays only.");
            }
            inputs.add(array);
            forms.add(form(array));
        }
        if (!(built instanceof Block)) {
            throw new StudentException("ResultError", call.target() + " must give an ai.djl.nn.Block.");
        }
        BlockModule module = BlockModule.of(model, built, call.target(), forms);
        for (Map.Entry<String, ProbeCall.Argument> entry : construct.state().entrySet()) {
            if (entry.getValue() instanceof ProbeCall.Argument.OfTensor tensor) {
                module.set(entry.getKey(), tensor.tensor());
            }
        }
        return module.forward(inputs, false);
    }

    private static JavaModel.InputForm form(NDArray array) throws StudentException {
        List<Long> shape = new ArrayList<>();
        for (long length : array.getShape().getShape()) {
            shape.add(length);
        }
        return new JavaModel.InputForm(
                shape, ElementType.of(array.getDataType()).orElse(ElementType.FLOAT32));
    }

    private static List<@Nullable Object> values(
            NDManager manager, List<ProbeCall.Argument> arguments, Map<String, @Nullable Object> results)
            throws StudentException {
        List<@Nullable Object> values = new ArrayList<>();
        for (ProbeCall.Argument argument : arguments) {
            values.add(
                    switch (argument) {
                        case ProbeCall.Argument.Literal literal -> Literals.value(literal.json());
                        case ProbeCall.Argument.OfTensor tensor -> moved(tensor).copyTo(manager);
                        case ProbeCall.Argument.OfResult earlier ->
                            Results.at(results.get(earlier.call()), earlier.path());
                    });
        }
        return values;
    }

    /** The array, with one element moved if the plan says so. */
    private static WireTensor moved(ProbeCall.Argument.OfTensor argument) {
        WireTensor tensor = argument.tensor();
        long[] index = argument.index();
        if (index == null) {
            return tensor;
        }
        ByteBuffer data = ByteBuffer.allocate(tensor.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        data.put(tensor.data().duplicate()).flip();
        long offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            offset = offset * tensor.shape().get(axis) + index[axis];
        }
        int place = Math.toIntExact(offset * tensor.type().bytes());
        switch (tensor.type()) {
            case FLOAT32 -> data.putFloat(place, (float) (data.getFloat(place) + argument.add()));
            case FLOAT64 -> data.putDouble(place, data.getDouble(place) + argument.add());
            case BOOL, UINT8, INT32, INT64 ->
                throw new IllegalArgumentException("only floating-point numbers can be moved");
        }
        return new WireTensor(tensor.type(), tensor.shape(), data);
    }

    private void noteChanges(WorkUnit.Probe unit, List<ProbeCall.Argument> arguments, List<@Nullable Object> values)
            throws IOException, StudentException {
        for (int i = 0; i < values.size(); i++) {
            if (arguments.get(i) instanceof ProbeCall.Argument.OfTensor given
                    && values.get(i) instanceof NDArray array) {
                WireTensor after = WireTensor.of(array);
                if (!after.data().duplicate().equals(moved(given).data().duplicate())) {
                    out.note(unit.id(), "argument " + i + " was changed in place");
                }
            }
        }
    }
}
