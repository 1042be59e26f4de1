package dev.grader.core.score;

import dev.grader.core.measurement.Evidence.ModelContents;
import dev.grader.core.measurement.Evidence.NamedShape;
import dev.grader.core.suite.TestDefinition.Bounds;
import dev.grader.core.suite.TestDefinition.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is wrong with the numbers, names and shapes that an exported model holds. */
final class ContentsWords {
    private static final int SHOWN = 12;

    private ContentsWords() {}

    /** A sentence per fault; empty when the model is as the test asks. */
    static List<String> wrong(Parameters asked, ModelContents contents, boolean showsValues) {
        List<String> wrong = new ArrayList<>();
        asked.count()
                .filter(bounds -> !bounds.contains(contents.all()))
                .ifPresent(bounds -> wrong.add(outside("numbers", contents.all(), bounds, showsValues)
                        + (showsValues ? "; it holds " + of(contents) : "")));
        asked.trainable()
                .filter(bounds -> !bounds.contains(contents.parameters()))
                .ifPresent(bounds ->
                        wrong.add(outside("numbers in parameters", contents.parameters(), bounds, showsValues)));
        Map<String, NamedShape> held = new HashMap<>();
        contents.tensors().forEach(tensor -> held.put(tensor.name(), tensor));
        new TreeMap<>(asked.shapes())
                .forEach((name, shape) -> shape(name, shape, held.get(name), contents, showsValues, wrong));
        if (asked.onlyThese()) {
            contents.tensors().stream()
                    .filter(tensor -> tensor.parameter() && !asked.shapes().containsKey(tensor.name()))
                    .limit(SHOWN)
                    .forEach(tensor -> wrong.add("the model has a parameter " + tensor.name() + " of shape "
                            + tensor.shape() + ", which the assignment does not have"));
        }
        return wrong;
    }

    /** The contents in words. */
    static String of(ModelContents contents) {
        return contents.parameters() + " in parameters, " + contents.buffers() + " in buffers, " + contents.constants()
                + " in constants, " + contents.written() + " written into the code";
    }

    private static void shape(
            String name,
            List<Long> shape,
            @Nullable NamedShape held,
            ModelContents contents,
            boolean showsValues,
            List<String> wrong) {
        if (held == null) {
            wrong.add("the model has no parameter or buffer " + name
                    + (showsValues ? "; it has: " + names(contents) : ""));
        } else if (!held.shape().equals(shape)) {
            wrong.add(name + " has the wrong shape"
                    + (showsValues ? ": it is " + held.shape() + ", the assignment asks for " + shape : ""));
        }
    }

    private static String names(ModelContents contents) {
        List<String> names = contents.tensors().stream().map(NamedShape::name).toList();
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.isEmpty() ? "none" : names.size() > SHOWN ? shown + " …" : shown;
    }

    private static String outside(String what, long count, Bounds bounds, boolean showsValues) {
        String which = count < bounds.atLeast() ? "too few" : "too many";
        if (!showsValues) {
            return "the exported model holds " + which + " " + what;
        }
        String allowed = bounds.atMost() == Long.MAX_VALUE
                ? "at least " + bounds.atLeast() + " are asked for"
                : bounds.atLeast() + " to " + bounds.atMost() + " are allowed";
        return "the exported model holds " + count + " " + what + ", " + which + ": " + allowed;
    }
}
