package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what a plan hands over to what a parameter of a Java method takes. */
final class Conversion {
    /** Stands for null, which an Optional cannot hold. */
    private static final Object NULL = new Object();

    private Conversion() {}

    /** Whether the value fits, and as what; call {@link #unwrap} on it. */
    static Optional<Object> to(Class<?> type, @Nullable Object value) {
        if (value == null) {
            return type.isPrimitive() ? Optional.empty() : Optional.of(NULL);
        }
        return switch (value) {
            case BigDecimal number -> number(type, number);
            case NDArray array when type == NDList.class -> Optional.of(new NDList(array));
            case NDArray array
            when array.isScalar() && type.isPrimitive() -> number(type, new BigDecimal(array.toArray()[0].toString()));
            case List<?> list when type == NDList.class -> arrays(list);
            case List<?> list when type == Shape.class -> shape(list);
            case List<?> list when type.isArray() -> array(type.getComponentType(), list);
            case List<?> list when type.isAssignableFrom(List.class) -> Optional.of(plain(list));
            case Map<?, ?> map when type.isAssignableFrom(Map.class) -> Optional.of(plain(map));
            case Boolean flag when type == boolean.class -> Optional.of(flag);
            default -> type.isInstance(value) ? Optional.of(value) : Optional.empty();
        };
    }

    static @Nullable Object unwrap(Object converted) {
        return converted.equals(NULL) ? null : converted;
    }

    private static Optional<Object> number(Class<?> type, BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if (type == double.class || type == Double.class) {
            return Optional.of(number.doubleValue());
        }
        if (type == float.class || type == Float.class) {
            return Optional.of(number.floatValue());
        }
        if (whole
                && (type == int.class || type == Integer.class)
                && number.compareTo(BigDecimal.valueOf(number.intValue())) == 0) {
            return Optional.of(number.intValue());
        }
        if (whole && (type == long.class || type == Long.class)) {
            return Optional.of(number.longValue());
        }
        if (type == Object.class || type == Number.class) {
            return Optional.of(plain(number));
        }
        return Optional.empty();
    }

    private static Optional<Object> arrays(List<?> list) {
        NDList arrays = new NDList();
        for (Object element : list) {
            if (!(element instanceof NDArray array)) {
                return Optional.empty();
            }
            arrays.add(array);
        }
        return Optional.of(arrays);
    }

    private static Optional<Object> shape(List<?> list) {
        return array(long.class, list).map(lengths -> new Shape((long[]) lengths));
    }

    private static Optional<Object> array(Class<?> component, List<?> list) {
        Object array = Array.newInstance(component, list.size());
        for (int i = 0; i < list.size(); i++) {
            Optional<Object> element = to(component, list.get(i));
            if (element.isEmpty()) {
                return Optional.empty();
            }
            Array.set(array, i, unwrap(element.get()));
        }
        return Optional.of(array);
    }

    /** As a program in Java would write it: Integer, Long or Double for numbers, all the way down. */
    private static Object plain(Object value) {
        return switch (value) {
            case BigDecimal number -> {
                if (number.stripTrailingZeros().scale() > 0) {
                    yield number.doubleValue();
                }
                long whole = number.longValue();
                if (whole == (int) whole) {
                    yield (int) whole;
                }
                yield whole;
            }
            case List<?> list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.forEach(element -> plain.add(element == null ? null : plain(element)));
                yield plain;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
                map.forEach((key, element) -> plain.put(key, element == null ? null : plain(element)));
                yield plain;
            }
            default -> value;
        };
    }
}
