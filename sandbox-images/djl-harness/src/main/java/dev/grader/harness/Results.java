package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What submitted code gave: the parts that a suite names, as arrays. */
final class Results {
    private Results() {}

    /**
     * The part at a path: elements of lists and arrays and the components of records by position, values of maps,
     * components and fields by name.
     *
     * @throws StudentException if the path leads nowhere
     */
    static @Nullable Object at(@Nullable Object result, List<Object> path) throws StudentException {
        @Nullable Object part = result;
        for (Object element : path) {
            part = element instanceof Integer position ? at(part, position) : at(part, element.toString());
        }
        return part;
    }

    private static @Nullable Object at(@Nullable Object part, int position) throws StudentException {
        if (part instanceof NDArray && position == 0) {
            return part;
        }
        List<?> elements = elements(part);
        if (position < 0 || position >= elements.size()) {
            throw missing("value " + position, part);
        }
        return elements.get(position);
    }

    private static List<?> elements(@Nullable Object part) throws StudentException {
        if (part instanceof List<?> list) {
            return list;
        }
        List<@Nullable Object> elements = new ArrayList<>();
        if (part != null && part.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(part); i++) {
                elements.add(Array.get(part, i));
            }
        } else if (part != null && part.getClass().isRecord()) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                elements.add(component(part, component));
            }
        }
        return elements;
    }

    private static @Nullable Object component(Object part, RecordComponent component) throws StudentException {
        component.getAccessor().setAccessible(true);
        return StudentCode.call(() -> component.getAccessor().invoke(part));
    }

    private static @Nullable Object at(@Nullable Object part, String name) throws StudentException {
        if (part instanceof Map<?, ?> map && map.containsKey(name)) {
            return map.get(name);
        }
        if (part != null && !(part instanceof Map)) {
            Optional<Field> field = Attributes.find(part, name);
            if (field.isPresent()) {
                return StudentCode.call(() -> field.get().get(part));
            }
        }
        throw missing("'" + name + "'", part);
    }

    private static StudentException missing(String what, @Nullable Object part) {
        return new StudentException("ResultError", "The result has no " + what + "; it is " + words(part) + ".");
    }

    private static String words(@Nullable Object part) {
        return switch (part) {
            case null -> "null";
            case NDArray array -> "an NDArray of shape " + array.getShape();
            case List<?> list -> "a list of " + list.size();
            case Map<?, ?> map -> "a map with the keys " + map.keySet();
            default -> "a " + part.getClass().getSimpleName();
        };
    }

    /**
     * The part as a tensor: an array of DJL, the only one of a list of them, a number, or an array of numbers.
     *
     * @throws StudentException if it is none of these
     */
    static WireTensor tensor(NDManager manager, @Nullable Object part) throws StudentException {
        return switch (part) {
            case NDArray array -> WireTensor.of(array);
            case NDList list when list.size() == 1 -> WireTensor.of(list.get(0));
            case Parameter parameter -> WireTensor.of(StudentCode.call(parameter::getArray));
            case Float number -> WireTensor.of(manager.create(number));
            case Double number -> WireTensor.of(manager.create(number));
            case Integer number -> WireTensor.of(manager.create(number.longValue()));
            case Long number -> WireTensor.of(manager.create(number));
            case Boolean flag -> WireTensor.of(manager.create(flag));
            case float[] numbers -> WireTensor.of(manager.create(numbers));
            case double[] numbers -> WireTensor.of(manager.create(numbers));
            case int[] numbers -> WireTensor.of(manager.create(numbers));
            case long[] numbers -> WireTensor.of(manager.create(numbers));
            case float[][] numbers -> WireTensor.of(manager.create(numbers));
            case double[][] numbers -> WireTensor.of(manager.create(numbers));
            case List<?> numbers when isNumbers(numbers) -> WireTensor.of(numbers(manager, numbers));
            case null, default ->
                throw new StudentException("ResultError", "The result must be an array; it is " + words(part) + ".");
        };
    }

    private static boolean isNumbers(List<?> list) {
        return !list.isEmpty() && list.stream().allMatch(Number.class::isInstance);
    }

    private static NDArray numbers(NDManager manager, List<?> list) {
        double[] values = list.stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
        boolean whole = list.stream().allMatch(number -> number instanceof Integer || number instanceof Long);
        NDArray array = manager.create(values);
        return whole ? array.toType(DataType.INT64, false) : array;
    }
}
