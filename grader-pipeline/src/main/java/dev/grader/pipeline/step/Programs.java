package dev.grader.pipeline.step;

import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Turns the steps of one program into calls of a plan, with opaque ids in place of the author's names.
 *
 * @param upstream id of the gradient that a backward begins with; null where none is asked for
 * @param ids of the calls by the names of the steps
 */
record Programs(
        Material material,
        SuiteBundle bundle,
        long salt,
        @Nullable String upstream,
        Map<String, String> ids) {
    Programs(Material material, SuiteBundle bundle, long salt, @Nullable String upstream) {
        this(material, bundle, salt, upstream, new LinkedHashMap<>());
    }

    /** The call of a step; later steps may refer to it. */
    Plan.Call call(String id, Step step, List<ResultPath> record) {
        List<Argument> arguments = step.arguments().stream().map(this::argument).toList();
        Map<String, Argument> keywords = named(step.keywords());
        Map<String, Argument> attributes = named(step.attributes());
        Map<String, Argument> state = named(step.state());
        String action = switch (step.action()) {
            case Step.Action.Call ignored -> "call";
            case Step.Action.Construct ignored -> "construct";
            case Step.Action.Method ignored -> "method";
            case Step.Action.Give ignored -> "give";
            case Step.Action.Read ignored -> "read";
        };
        String target = switch (step.action()) {
            case Step.Action.Call call -> call.target().toString();
            case Step.Action.Construct construct -> construct.target().toString();
            case Step.Action.Method ignored -> null;
            case Step.Action.Give ignored -> null;
            case Step.Action.Read ignored -> null;
        };
        String of = switch (step.action()) {
            case Step.Action.Call ignored -> null;
            case Step.Action.Construct ignored -> null;
            case Step.Action.Give ignored -> null;
            case Step.Action.Method method -> id(method.of());
            case Step.Action.Read read -> id(read.of());
        };
        String method = step.action() instanceof Step.Action.Method named
                ? named.method().orElse(null)
                : null;
        ResultPath path = step.action() instanceof Step.Action.Read read ? read.path() : null;
        ids.put(step.name(), id);
        return new Plan.Call(
                id,
                action,
                target,
                of,
                method,
                path,
                arguments,
                keywords,
                attributes,
                state,
                step.train(),
                List.of(),
                record);
    }

    /** A call that only reads what an earlier step has given, as it is by then. */
    static Plan.Call read(String id, String of, List<ResultPath> record) {
        return new Plan.Call(
                id, "read", null, of, null, null, List.of(), Map.of(), Map.of(), Map.of(), false, List.of(), record);
    }

    /** The id of the call of a step that was put in. */
    String id(String step) {
        String id = ids.get(step);
        if (id == null) {
            throw new IllegalArgumentException("the step '" + step + "' comes later or not at all");
        }
        return id;
    }

    private Map<String, Argument> named(Map<String, Value> values) {
        Map<String, Argument> arguments = new LinkedHashMap<>();
        values.forEach((name, value) -> arguments.put(name, argument(value)));
        return arguments;
    }

    private Argument argument(Value value) {
        return switch (value) {
            case Value.Literal literal -> new Argument.Literal(literal.json());
            case Value.Generated ignored -> array(ValueGenerator.generate(value, bundle, salt));
            case Value.Stored ignored -> array(ValueGenerator.generate(value, bundle, salt));
            case Value.Items items -> {
                List<Argument> list = items.items().stream().map(this::argument).toList();
                yield items.tuple() ? new Argument.OfTuple(list) : new Argument.OfList(list);
            }
            case Value.Members members -> {
                Map<String, Argument> map = named(members.members());
                yield members.namespace() ? new Argument.OfNamespace(map) : new Argument.OfMap(map);
            }
            case Value.Generator generator ->
                new Argument.OfGenerator(Material.word(generator.kind()), seed(generator.seed()));
            case Value.Callable callable ->
                new Argument.OfCallable(callable.target().toString());
            case Value.Returning returning -> new Argument.OfReturning(argument(returning.value()));
            case Value.OfResult result -> new Argument.OfResult(id(result.step()), result.path(), false);
            case Value.Upstream ignored -> {
                if (upstream == null) {
                    throw new IllegalArgumentException("there is no upstream gradient here");
                }
                yield new Argument.OfTensor(upstream);
            }
        };
    }

    private Argument array(Tensor tensor) {
        return new Argument.OfTensor(material.tensor(tensor));
    }

    /** A generator's seed of a hidden test is as secret as its arrays. */
    private long seed(long declared) {
        return salt == 0 ? declared : new SplittableRandom(salt ^ declared).nextLong() & Integer.MAX_VALUE;
    }
}
