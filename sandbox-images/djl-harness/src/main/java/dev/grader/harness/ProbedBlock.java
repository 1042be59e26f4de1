package dev.grader.harness;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A block that a suite calls: its parameters exist from the first forward on, since their shapes depend on the inputs. */
final class ProbedBlock {
    private record Pending(WireTensor value, String leaf) {}

    private final Model model;
    private final Object made;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private @Nullable BlockModule module;

    ProbedBlock(Model model, Object made) {
        this.model = model;
        this.made = made;
    }

    /**
     * Gives a parameter a value, at the latest before the next forward.
     *
     * @param leaf id under which the parameter is differentiated by; empty for none
     */
    void set(String parameter, WireTensor value, String leaf) {
        pending.put(parameter, new Pending(value, leaf));
    }

    NDList forward(NDList inputs, boolean training, Map<String, NDArray> leaves) throws StudentException {
        if (module == null) {
            List<JavaModel.InputForm> forms = new ArrayList<>();
            for (NDArray input : inputs) {
                List<Long> shape = new ArrayList<>();
                for (long length : input.getShape().getShape()) {
                    shape.add(length);
                }
                forms.add(new JavaModel.InputForm(
                        shape, ElementType.of(input.getDataType()).orElse(ElementType.FLOAT32)));
            }
            module = BlockModule.of(model, made, made.getClass().getSimpleName(), forms);
        }
        for (Map.Entry<String, Pending> entry : pending.entrySet()) {
            module.set(entry.getKey(), entry.getValue().value());
            NDArray parameter = module.parameters().get(entry.getKey());
            if (!entry.getValue().leaf().isEmpty() && parameter != null) {
                leaves.put(entry.getValue().leaf(), parameter);
            }
        }
        pending.clear();
        return leaves.isEmpty() ? module.forward(inputs, training) : module.differentiable(inputs, training);
    }
}
