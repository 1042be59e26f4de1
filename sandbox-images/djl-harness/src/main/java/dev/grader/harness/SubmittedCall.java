package dev.grader.harness;

import ai.djl.ndarray.NDManager;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A method or constructor of a submission that a suite names, {@code LinearByHand:forward} or {@code LeNet:new}. Of several
 * with the same name the first is called that takes the arguments. A parameter of type {@link NDManager} is given one and
 * is no argument of the suite.
 */
final class SubmittedCall {
    private static final String CONSTRUCTOR = "new";

    private final String target;
    private final @Nullable Object receiver;
    private final List<Executable> candidates;
    private final NDManager manager;

    private SubmittedCall(String target, @Nullable Object receiver, List<Executable> candidates, NDManager manager) {
        this.target = target;
        this.receiver = receiver;
        this.candidates = candidates;
        this.manager = manager;
    }

    /** @throws StudentException if there is no such class or member */
    static SubmittedCall of(SubmittedClasses classes, String target, NDManager manager) throws StudentException {
        int colon = target.indexOf(':');
        String name = target.substring(colon + 1);
        Class<?> owner = classes.named(target.substring(0, colon));
        List<Executable> candidates = new ArrayList<>();
        if (name.equals(CONSTRUCTOR)) {
            candidates.addAll(List.of(owner.getDeclaredConstructors()));
        } else {
            for (Method method : methods(owner, name)) {
                if (Modifier.isStatic(method.getModifiers())) {
                    candidates.add(method);
                }
            }
        }
        if (candidates.isEmpty()) {
            throw new StudentException(
                    "NameError", "The class " + owner.getName() + " has no static method " + name + ".");
        }
        return new SubmittedCall(target, null, candidates, manager);
    }

    /** A method of an object that submitted code gave. */
    static SubmittedCall of(Object receiver, String method, NDManager manager) throws StudentException {
        List<Method> candidates = methods(receiver.getClass(), method);
        String target = receiver.getClass().getSimpleName() + "." + method;
        if (candidates.isEmpty()) {
            throw new StudentException("NameError", "There is no method " + target + ".");
        }
        return new SubmittedCall(target, receiver, List.copyOf(candidates), manager);
    }

    private static List<Method> methods(Class<?> owner, String name) {
        List<Method> found = new ArrayList<>();
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name) && !method.isBridge())
                    .sorted(Comparator.comparing(Method::toGenericString))
                    .forEach(found::add);
        }
        return found;
    }

    /**
     * Calls it.
     *
     * @throws StudentException if no candidate takes the arguments, or the code raises an error
     */
    @Nullable
    Object invoke(List<? extends @Nullable Object> arguments) throws StudentException {
        for (Executable candidate : candidates) {
            Optional<@Nullable Object[]> given = fit(candidate, arguments);
            if (given.isPresent()) {
                candidate.setAccessible(true);
                @Nullable Object[] values = given.get();
                return StudentCode.call(() -> switch (candidate) {
                    case Constructor<?> constructor -> constructor.newInstance(values);
                    case Method method -> method.invoke(receiver, values);
                });
            }
        }
        throw new StudentException(
                "TypeError",
                target + " is called with (" + words(arguments) + "); the submission has "
                        + candidates.stream().map(SubmittedCall::words).collect(Collectors.joining(", ")) + ".");
    }

    private Optional<@Nullable Object[]> fit(Executable candidate, List<? extends @Nullable Object> arguments) {
        Class<?>[] types = candidate.getParameterTypes();
        @Nullable Object[] values = new @Nullable Object[types.length];
        int next = 0;
        for (int i = 0; i < types.length; i++) {
            if (types[i] == NDManager.class) {
                values[i] = manager;
                continue;
            }
            @Nullable Object value;
            if (candidate.isVarArgs() && i == types.length - 1) {
                value = rest(types[i], arguments, next);
                next = arguments.size();
            } else if (next < arguments.size()) {
                value = arguments.get(next++);
            } else {
                return Optional.empty();
            }
            Optional<Object> converted = Conversion.to(types[i], value);
            if (converted.isEmpty()) {
                return Optional.empty();
            }
            values[i] = Conversion.unwrap(converted.get());
        }
        return next == arguments.size() ? Optional.of(values) : Optional.empty();
    }

    /** What a parameter of variable number takes: one array, or all that are left. */
    private static @Nullable Object rest(Class<?> type, List<? extends @Nullable Object> arguments, int next) {
        boolean whole = arguments.size() == next + 1
                && Conversion.to(type, arguments.get(next)).isPresent();
        return whole ? arguments.get(next) : arguments.subList(Math.min(next, arguments.size()), arguments.size());
    }

    private static String words(List<? extends @Nullable Object> arguments) {
        return arguments.stream()
                .map(argument -> argument == null
                        ? "null"
                        : argument instanceof java.math.BigDecimal
                                ? "a number"
                                : argument instanceof ai.djl.ndarray.NDArray array
                                        ? "NDArray " + array.getShape()
                                        : argument.getClass().getSimpleName())
                .collect(Collectors.joining(", "));
    }

    private static String words(Executable candidate) {
        String parameters = Arrays.stream(candidate.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        String owner = candidate.getDeclaringClass().getSimpleName();
        return candidate instanceof Method
                ? owner + "." + candidate.getName() + parameters
                : "new " + owner + parameters;
    }
}
