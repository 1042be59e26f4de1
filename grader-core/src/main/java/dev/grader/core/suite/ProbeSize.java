package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.grader.core.protocol.FrameCaps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much of a job's header the calls of a test take: a little more than what the pipeline writes, so that a test that is taken
 * here fits. All calls of a test are in one header, since they run in one process.
 */
public final class ProbeSize {
    /** Bytes of the job, the unit and its framework. */
    private static final int ENVELOPE = 500;
    /** Braces, ids and names of members of one call. */
    private static final int CALL = 230;
    /** The same of one move, its differences included. */
    private static final int MOVE = 330;
    /** Digits of the offset of an element, and a comma. */
    private static final int OFFSET = 11;
    /** The call that reads a gradient. */
    private static final int READ = 80;
    /** The id of an array, the seed of a generator or the id of a result, with the name of the member. */
    private static final int REFERENCE = 80;
    /** A property calls its case anew for inputs that belong together: base, other, and up to three changes. */
    private static final int VARIANTS = 5;

    private ProbeSize() {}

    /** What is wrong with a test whose calls are too many for one job, and what to do about it. */
    static Optional<String> problem(TestDefinition test) {
        long bytes = bytes(test);
        if (bytes <= FrameCaps.MAXIMUM_HEADER) {
            return Optional.empty();
        }
        return Optional.of("the calls of this test take about " + bytes / 1024 + " KiB, and at most "
                + FrameCaps.MAXIMUM_HEADER / 1024 + " KiB can be sent at once; spread its cases over several tests,"
                + " take fewer samples, or put long lists into a .npy file of the suite ({array: …})");
    }

    /** At least as many bytes as the header of a job with this test alone has; 0 for a test that calls nothing. */
    public static long bytes(TestDefinition test) {
        return switch (test) {
            case TestDefinition.Function function -> {
                long cases =
                        function.cases().stream().mapToLong(ProbeSize::program).sum();
                yield ENVELOPE + (function.property().isPresent() ? VARIANTS * cases + again(function) : cases);
            }
            case TestDefinition.HandWrittenGradient gradient ->
                ENVELOPE + program(gradient.steps()) + CALL + gradients(gradient);
            case TestDefinition.Static ignored -> 0;
            case TestDefinition.ExportedGradient ignored -> 0;
            case TestDefinition.Train ignored -> 0;
            case TestDefinition.Predict ignored -> 0;
            case TestDefinition.Manual ignored -> 0;
        };
    }

    /** What the inverse or the second application of a property adds to each case. */
    private static long again(TestDefinition.Function test) {
        return test.cases().stream()
                .mapToLong(program -> REFERENCE + step(program.getLast()))
                .sum();
    }

    private static long gradients(TestDefinition.HandWrittenGradient test) {
        return test.gradients().stream()
                .mapToLong(place -> MOVE
                        + READ
                        + path(place.foundAt())
                        + path(test.output())
                        + REFERENCE
                        + (long) OFFSET * test.samples())
                .sum();
    }

    private static long program(List<Step> steps) {
        return REFERENCE + steps.stream().mapToLong(ProbeSize::step).sum();
    }

    private static long step(Step step) {
        long named = Stream.of(step.keywords(), step.attributes(), step.state())
                .mapToLong(ProbeSize::members)
                .sum();
        long record = Math.max(1, step.compare().size())
                + step.compare().stream().mapToLong(ProbeSize::path).sum();
        return CALL + action(step.action()) + values(step.arguments()) + named + record;
    }

    private static long action(Step.Action action) {
        return switch (action) {
            case Step.Action.Call call -> text(call.target().toString());
            case Step.Action.Construct construct -> text(construct.target().toString());
            case Step.Action.Method method ->
                method.method().map(ProbeSize::text).orElse(0L);
            case Step.Action.Give ignored -> 0;
            case Step.Action.Read read -> path(read.path());
        };
    }

    private static long values(List<Value> values) {
        return values.stream().mapToLong(value -> 1 + value(value)).sum();
    }

    private static long members(Map<String, Value> members) {
        return members.entrySet().stream()
                .mapToLong(member -> 2 + text(member.getKey()) + value(member.getValue()))
                .sum();
    }

    private static long value(Value value) {
        return switch (value) {
            case Value.Literal literal -> REFERENCE + json(literal.json());
            case Value.Generated ignored -> REFERENCE;
            case Value.Stored ignored -> REFERENCE;
            case Value.Items items -> REFERENCE + values(items.items());
            case Value.Members members -> REFERENCE + members(members.members());
            case Value.Generator ignored -> REFERENCE;
            case Value.Callable callable -> REFERENCE + text(callable.target().toString());
            case Value.Returning returning -> REFERENCE + value(returning.value());
            case Value.OfResult result -> REFERENCE + path(result.path());
            case Value.Upstream ignored -> REFERENCE;
        };
    }

    private static long path(ResultPath path) {
        return 3
                + path.elements().stream()
                        .mapToLong(element -> 1 + json(element))
                        .sum();
    }

    private static long text(String text) {
        return json(TextNode.valueOf(text));
    }

    private static long json(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
