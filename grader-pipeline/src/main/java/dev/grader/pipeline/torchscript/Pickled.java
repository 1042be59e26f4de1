package dev.grader.pipeline.torchscript;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a pickle, as data. Values are compared by identity: a list that is named twice is one list.
 *
 * <p>Lists, dictionaries and objects are filled after they are made, as in the pickle itself.
 */
sealed interface Pickled {
    /** None, a flag, a number or a text: {@code null}, {@link Boolean}, {@link Long}, {@link Double} or {@link String}. */
    record Plain(@Nullable Object value) implements Pickled {}

    /** A list, a tuple or a set of arguments. */
    record Sequence(List<Pickled> items) implements Pickled {}

    /** A dictionary whose keys are texts; entries with other keys are kept under a made-up name. */
    record Dictionary(Map<String, Pickled> entries) implements Pickled {}

    /** A name of a class or function. */
    record Name(String text) implements Pickled {}

    /** A reference to a storage outside the pickle, by the tuple that names it. */
    record Storage(String elementType, String key, long elements) implements Pickled {}

    /** What a function of torch would make of arguments. */
    record Call(Name function, Sequence arguments) implements Pickled {}

    /** An object: its class, and what it holds. */
    record Instance(Name type, Map<String, Pickled> state) implements Pickled {
        Instance(Name type) {
            this(type, new LinkedHashMap<>());
        }
    }
}
