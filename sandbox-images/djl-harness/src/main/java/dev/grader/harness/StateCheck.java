package dev.grader.harness;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether a state has all names of a module, no others, and the right shapes. */
final class StateCheck {
    private static final int SHOWN = 5;

    private StateCheck() {}

    static void check(Map<String, PtNDArray> parameters, Map<String, WireTensor> state) throws StudentException {
        List<String> missing = parameters.keySet().stream()
                .filter(name -> !state.containsKey(name))
                .toList();
        List<String> surplus = new TreeSet<>(state.keySet())
                .stream().filter(name -> !parameters.containsKey(name)).toList();
        List<String> wrong = new ArrayList<>();
        new TreeMap<>(state).forEach((name, value) -> {
            PtNDArray parameter = parameters.get(name);
            if (parameter != null && !parameter.getShape().equals(value.shape())) {
                wrong.add(name + " has the shape " + value.shape() + " instead of " + parameter.getShape());
            } else if (parameter != null
                    && parameter.getDataType().isFloating()
                            != value.type().dataType().isFloating()) {
                wrong.add(name + " has elements of type " + value.type().wireName() + " instead of "
                        + parameter.getDataType().asNumpy());
            }
        });
        List<String> problems = new ArrayList<>();
        list("missing: ", missing, problems);
        list("not in the model: ", surplus, problems);
        list("", wrong, problems);
        if (!problems.isEmpty()) {
            throw new StudentException(
                    "StateError", "The weights are not those of the model; " + String.join("; ", problems) + ".");
        }
    }

    private static void list(String what, List<String> names, List<String> problems) {
        if (!names.isEmpty()) {
            problems.add(what
                    + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                    + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : ""));
        }
    }
}
