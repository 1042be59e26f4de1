package dev.grader.harness;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fields of a submission's objects, by name, private ones too. */
final class Attributes {
    private Attributes() {}

    /** The field, or nothing if the object has none of this name that belongs to the submission. */
    static Optional<Field> find(Object owner, String name) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name) && field.trySetAccessible()) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Sets a field; dots lead into parts.
     *
     * @throws StudentException if there is no such field, or the value does not fit
     */
    static void set(@Nullable Object owner, String name, @Nullable Object value) throws StudentException {
        int dot = name.indexOf('.');
        if (owner == null) {
            throw new StudentException("ResultError", "null has no field " + name + ".");
        }
        String first = dot < 0 ? name : name.substring(0, dot);
        Field field = find(owner, first)
                .orElseThrow(() -> new StudentException(
                        "StateError", owner.getClass().getSimpleName() + " must have a field " + first + "."));
        if (dot >= 0) {
            set(StudentCode.call(() -> field.get(owner)), name.substring(dot + 1), value);
            return;
        }
        Optional<Object> converted = Conversion.to(field.getType(), value);
        if (converted.isEmpty() || Modifier.isFinal(field.getModifiers())) {
            throw new StudentException(
                    "StateError",
                    owner.getClass().getSimpleName() + "." + first + " must be a field that can be set, of a type that"
                            + " takes the value; it is " + field.toGenericString() + ".");
        }
        StudentCode.call(() -> {
            field.set(owner, Conversion.unwrap(converted.get()));
            return owner;
        });
    }
}
