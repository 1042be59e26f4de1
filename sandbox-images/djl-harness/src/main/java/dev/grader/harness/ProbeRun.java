package dev.grader.harness;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One run of a program, from fresh copies of its arrays; random numbers begin anew. */
final class ProbeRun implements AutoCloseable {
    /** Any fixed number. */
    private static final int SEED = 1;

    private final Model model = Model.newInstance("probe", "PyTorch");
    private final SubmittedClasses classes;
    private final Map<String, WireTensor> tensors;
    private final List<String> gradients;
    private final Map<String, @Nullable Object> results = new HashMap<>();
    private final IdentityHashMap<Object, ProbedBlock> blocks = new IdentityHashMap<>();
    private final Map<String, NDArray> leaves = new HashMap<>();
    private final IdentityHashMap<NDArray, WireTensor> given = new IdentityHashMap<>();

    /** Hears what each call gave. */
    @FunctionalInterface
    interface Listener {
        void result(ProbeProgram.Call call, @Nullable Object result) throws java.io.IOException, StudentException;
    }

    /** @param gradients ids of arrays to differentiate by; empty for none */
    ProbeRun(SubmittedClasses classes, Map<String, WireTensor> tensors, List<String> gradients) {
        this.classes = classes;
        this.tensors = tensors;
        this.gradients = gradients;
    }

    NDManager manager() {
        return model.getNDManager();
    }

    /**
     * Does the calls in order.
     *
     * @param until the last one; empty for all
     * @return what the last one gave
     */
    @Nullable
    Object run(List<ProbeProgram.Call> calls, String until, Listener listener)
            throws java.io.IOException, StudentException {
        Engine.getInstance().setRandomSeed(SEED);
        if (gradients.isEmpty()) {
            return calls(calls, until, null, listener);
        }
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            return calls(calls, until, collector, listener);
        }
    }

    private @Nullable Object calls(
            List<ProbeProgram.Call> calls, String until, @Nullable GradientCollector collector, Listener listener)
            throws java.io.IOException, StudentException {
        @Nullable Object result = null;
        for (ProbeProgram.Call call : calls) {
            result = call(call, collector);
            results.put(call.id(), result);
            listener.result(call, result);
            if (call.id().equals(until)) {
                break;
            }
        }
        return result;
    }

    private @Nullable Object call(ProbeProgram.Call call, @Nullable GradientCollector collector)
            throws StudentException {
        return switch (call.action()) {
            case CALL -> SubmittedCall.of(classes, call.target(), manager()).invoke(values(call.arguments()));
            case CONSTRUCT -> {
                Object made =
                        SubmittedCall.of(classes, call.target(), manager()).invoke(values(call.arguments()));
                set(call, made);
                yield made;
            }
            case METHOD -> method(call, results.get(call.of()));
            case READ -> Results.at(results.get(call.of()), call.path());
            case GIVE -> {
                @Nullable Object value = values(call.arguments()).get(0);
                // Several calls share it, and may change it.
                given.clear();
                yield value;
            }
            case AUTOGRAD -> autograd(call, Objects.requireNonNull(collector));
        };
    }

    private @Nullable Object method(ProbeProgram.Call call, @Nullable Object made) throws StudentException {
        if (made == null) {
            throw new StudentException("ResultError", "null cannot be called.");
        }
        set(call, made);
        List<@Nullable Object> arguments = values(call.arguments());
        boolean forward = call.method().isEmpty() || call.method().equals("forward");
        if (made instanceof Block && forward) {
            return block(made).forward(inputs(arguments), call.train(), leaves);
        }
        return SubmittedCall.of(made, forward ? "forward" : call.method(), manager())
                .invoke(arguments);
    }

    private static NDList inputs(List<@Nullable Object> arguments) throws StudentException {
        NDList inputs = new NDList();
        for (Object argument : arguments) {
            if (!(argument instanceof NDArray array)) {
                throw new StudentException("TypeError", "A block takes arrays only.");
            }
            inputs.add(array);
        }
        return inputs;
    }

    private ProbedBlock block(Object made) {
        return blocks.computeIfAbsent(made, object -> new ProbedBlock(model, object));
    }

    private void set(ProbeProgram.Call call, @Nullable Object made) throws StudentException {
        for (Map.Entry<String, ProbeProgram.Argument> entry : call.attributes().entrySet()) {
            Attributes.set(made, entry.getKey(), value(entry.getValue()));
        }
        for (Map.Entry<String, ProbeProgram.Argument> entry : call.state().entrySet()) {
            if (made != null && entry.getValue() instanceof ProbeProgram.Argument.OfTensor tensor) {
                String leaf = gradients.contains(tensor.id()) ? tensor.id() : "";
                block(made).set(entry.getKey(), tensor(tensor.id()), leaf);
            }
        }
    }

    private List<@Nullable Object> values(List<ProbeProgram.Argument> arguments) throws StudentException {
        List<@Nullable Object> values = new ArrayList<>();
        for (ProbeProgram.Argument argument : arguments) {
            values.add(value(argument));
        }
        return values;
    }

    private @Nullable Object value(ProbeProgram.Argument argument) throws StudentException {
        return switch (argument) {
            case ProbeProgram.Argument.Literal literal -> Literals.value(literal.json());
            case ProbeProgram.Argument.OfTensor tensor -> array(tensor.id());
            case ProbeProgram.Argument.OfResult earlier -> {
                @Nullable Object part = Results.at(results.get(earlier.call()), earlier.path());
                yield earlier.copy() && part instanceof NDArray array ? array.duplicate() : part;
            }
            case ProbeProgram.Argument.OfList list -> values(list.items());
            case ProbeProgram.Argument.OfMap map -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                for (Map.Entry<String, ProbeProgram.Argument> entry :
                        map.members().entrySet()) {
                    members.put(entry.getKey(), value(entry.getValue()));
                }
                yield members;
            }
            case ProbeProgram.Argument.OfGenerator generator -> new Random(generator.seed());
        };
    }

    private NDArray array(String id) {
        WireTensor tensor = tensor(id);
        NDArray array = tensor.copyTo(manager());
        if (gradients.contains(id)) {
            array.setRequiresGradient(true);
            leaves.put(id, array);
        }
        given.put(array, tensor);
        return array;
    }

    private WireTensor tensor(String id) {
        return Objects.requireNonNull(tensors.get(id), id);
    }

    /** True if some array that was handed over has other elements now. */
    boolean changedArguments() throws StudentException {
        for (Map.Entry<NDArray, WireTensor> entry : given.entrySet()) {
            WireTensor after = WireTensor.of(entry.getKey());
            if (!after.data().duplicate().equals(entry.getValue().data().duplicate())) {
                return true;
            }
        }
        return false;
    }

    private NDList autograd(ProbeProgram.Call call, GradientCollector collector) throws StudentException {
        NDArray upstream =
                (NDArray) Objects.requireNonNull(values(call.arguments()).get(0));
        @Nullable Object part = Results.at(results.get(call.of()), call.path());
        NDArray output = part instanceof NDList list && list.size() == 1
                ? list.get(0)
                : part instanceof NDArray array ? array : null;
        if (output == null || !output.getShape().equals(upstream.getShape())) {
            throw new StudentException(
                    "ShapeError", "The output must be an array of the shape " + upstream.getShape() + ".");
        }
        Autograd.backward(collector, output.mul(upstream).sum());
        NDList found = new NDList();
        for (String id : call.gradients()) {
            NDArray leaf = Objects.requireNonNull(leaves.get(id), id);
            NDArray gradient = JniUtils.getGradient((PtNDArray) leaf);
            // As zeros it is compared, and wrong unless it should be zero.
            found.add(gradient == null ? leaf.zerosLike() : gradient);
        }
        return found;
    }

    /** The same arrays with one element of one of them moved. */
    static Map<String, WireTensor> moved(Map<String, WireTensor> tensors, String id, int offset, double by) {
        WireTensor tensor = Objects.requireNonNull(tensors.get(id), id);
        ByteBuffer data = ByteBuffer.allocate(tensor.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        data.put(tensor.data().duplicate()).flip();
        int place = offset * tensor.type().bytes();
        switch (tensor.type()) {
            case FLOAT32 -> data.putFloat(place, (float) (data.getFloat(place) + by));
            case FLOAT64 -> data.putDouble(place, data.getDouble(place) + by);
            case BOOL, UINT8, INT32, INT64 ->
                throw new IllegalArgumentException("only floating-point numbers can be moved");
        }
        Map<String, WireTensor> moved = new HashMap<>(tensors);
        moved.put(id, new WireTensor(tensor.type(), tensor.shape(), data));
        return moved;
    }

    @Override
    public void close() {
        model.close();
    }
}
