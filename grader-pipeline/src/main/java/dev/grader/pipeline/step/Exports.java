package dev.grader.pipeline.step;

import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.DataSet;
import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The models that a suite's tests need from a submission, each exported once. */
final class Exports {
    /** What one export is of; equal keys share a unit. */
    private record Key(
            Target target, List<Argument> construct, int seed, List<Value> inputs, List<List<Value>> trace) {}

    /**
     * One model.
     *
     * @param inputs as it will get them; their shapes are what a block in Java is initialized for
     * @param trace inputs of calls by which it is traced if it cannot be scripted
     */
    record Unit(
            String id,
            Target target,
            List<Argument> construct,
            int seed,
            List<Value> inputs,
            List<List<Value>> trace) {}

    private final ToLongFunction<String> secrets;
    private final Map<String, DataSet> data;
    private final Map<Key, String> units = new LinkedHashMap<>();

    /**
     * Of one submission.
     *
     * @param secrets test id to what its seeds are derived from
     * @param data the suite's data sets by name
     */
    Exports(ToLongFunction<String> secrets, Map<String, DataSet> data) {
        this.secrets = secrets;
        this.data = Map.copyOf(data);
    }

    /** The unit of a model for one training. */
    String training(TestDefinition.Train test, int seedIndex) {
        return unit(
                test.model(),
                List.of(),
                Seeds.export(secrets.applyAsLong(test.id()), test.id(), seedIndex),
                row(test.data()),
                test.trace());
    }

    /** One row of a data set, as far as its shape goes. */
    private List<Value> row(String name) {
        DataSet set = data.get(name);
        if (set == null) {
            return List.of();
        }
        List<Long> shape = new ArrayList<>(List.of(1L));
        shape.addAll(set.shape());
        return List.of(new Value.Generated(Value.Distribution.CONSTANT, shape, ElementType.FLOAT32, 0, 0, 0));
    }

    /** The unit of a model that is only looked at; the first training's, where the same model is trained. */
    String looked(TestDefinition.Static test, Target model, List<Value> arguments, List<TestDefinition> tests) {
        if (!arguments.isEmpty()) {
            return unit(
                    model,
                    literals(arguments),
                    Seeds.export(secrets.applyAsLong(test.id()), test.id(), 0),
                    List.of(),
                    List.of());
        }
        return tests.stream()
                .filter(TestDefinition.Train.class::isInstance)
                .map(TestDefinition.Train.class::cast)
                .filter(train -> train.model().equals(model))
                .findFirst()
                .map(train -> training(train, 0))
                .orElseGet(() -> unit(
                        model,
                        List.of(),
                        Seeds.export(secrets.applyAsLong(test.id()), test.id(), 0),
                        List.of(),
                        List.of()));
    }

    /** The unit of a layer whose gradients are checked. */
    String layer(TestDefinition.ExportedGradient test) {
        return unit(
                test.target(),
                literals(test.construction().arguments()),
                Seeds.export(secrets.applyAsLong(test.id()), test.id(), 0),
                test.inputs(),
                test.trace());
    }

    private String unit(
            Target target, List<Argument> construct, int seed, List<Value> inputs, List<List<Value>> trace) {
        return units.computeIfAbsent(new Key(target, construct, seed, inputs, trace), key -> "e" + (units.size() + 1));
    }

    List<Unit> units() {
        List<Unit> list = new ArrayList<>();
        units.forEach((key, id) ->
                list.add(new Unit(id, key.target(), key.construct(), key.seed(), key.inputs(), key.trace())));
        return list;
    }

    /** The units as they are sent, with what they are traced by among the material. */
    List<Plan.ExportUnit> units(int seconds, Material material) {
        Map<Value, String> sent = new HashMap<>();
        return units().stream()
                .map(unit -> new Plan.ExportUnit(
                        unit.id(),
                        unit.target().toString(),
                        unit.seed(),
                        unit.construct(),
                        seconds,
                        unit.trace().stream()
                                .map(call -> call.stream()
                                        .map(value -> (Argument) new Argument.OfTensor(sent.computeIfAbsent(
                                                value, drawn -> material.tensor(Exports.drawn(drawn)))))
                                        .toList())
                                .toList()))
                .toList();
    }

    /** What is traced by is drawn without any secret, and comes from no file. */
    private static Tensor drawn(Value value) {
        return ValueGenerator.generate(
                value,
                file -> {
                    throw noArrays();
                },
                0);
    }

    /** An export gets no arrays of the suite: what a constructor needs are sizes. */
    private static List<Argument> literals(List<Value> values) {
        return values.stream()
                .map(value -> switch (value) {
                    case Value.Literal literal -> (Argument) new Argument.Literal(literal.json());
                    case Value.Generated ignored -> throw noArrays();
                    case Value.Stored ignored -> throw noArrays();
                    case Value.Items ignored -> throw noArrays();
                    case Value.Members ignored -> throw noArrays();
                    case Value.Generator ignored -> throw noArrays();
                    case Value.Callable ignored -> throw noArrays();
                    case Value.Returning ignored -> throw noArrays();
                    case Value.OfResult ignored -> throw noArrays();
                    case Value.Upstream ignored -> throw noArrays();
                })
                .toList();
    }

    private static IllegalArgumentException noArrays() {
        return new IllegalArgumentException("a constructor of an exported module takes numbers and text, no arrays");
    }
}
