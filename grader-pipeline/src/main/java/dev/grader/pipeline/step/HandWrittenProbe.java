package dev.grader.pipeline.step;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.GradientPlace;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Calls a forward and a backward, and the forward again with single elements moved.
 *
 * @param upstream of the shape that the reference's forward returns
 */
record HandWrittenProbe(TestDefinition.HandWrittenGradient test, SuiteBundle bundle, long salt, Tensor upstream)
        implements Probe {
    /** A gradient this much smaller than the largest one of its test is round-off, where all have double precision. */
    private static final double ROUND_OFF_SHARE = 1e-4;

    /** Gradients that cancel come to so many units in the last place of the upstream gradient, at most. */
    private static final double CANCELLED = 16;

    private static final String FORWARD = "f";
    private static final String BACKWARD = "b";
    /** The tensor whose shape the upstream gradient has. */
    static final String OUTPUT = "f.0";

    /**
     * A probe.
     *
     * @param shape that the reference's forward returns
     */
    static HandWrittenProbe of(
            TestDefinition.HandWrittenGradient test, SuiteBundle bundle, long salt, List<Long> shape) {
        Tensor upstream = test.takesUpstream()
                ? Upstream.of(test.common(), shape, test.isDouble() ? ElementType.FLOAT64 : ElementType.FLOAT32, salt)
                : ones(shape);
        return new HandWrittenProbe(test, bundle, salt, upstream);
    }

    /** A backward that takes no gradient is that of the sum of the output, most often a loss. */
    private static Tensor ones(List<Long> shape) {
        double[] ones = new double[elements(shape)];
        Arrays.fill(ones, 1);
        return Tensor.ofDoubles(shape, ones);
    }

    private static int elements(List<Long> shape) {
        return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }

    @Override
    public String testId() {
        return test.id();
    }

    @Override
    public Plan.ProbeUnit unit(String id, Material material) {
        String upstreamId = test.takesUpstream() ? material.tensor(upstream) : null;
        Programs programs = new Programs(material, bundle, salt, upstreamId);
        List<Plan.Call> calls = calls(programs);
        List<String> moved = new ArrayList<>();
        for (GradientPlace place : test.gradients()) {
            moved.add(tensor(calls, programs, place));
        }
        if (test.autograd() && upstreamId != null) {
            calls.add(new Plan.Call(
                    BACKWARD,
                    "autograd",
                    null,
                    FORWARD,
                    null,
                    test.output(),
                    List.of(new Argument.OfTensor(upstreamId)),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    false,
                    moved,
                    List.of()));
        }
        List<Plan.Move> moves = new ArrayList<>();
        for (int i = 0; i < test.gradients().size(); i++) {
            GradientPlace place = test.gradients().get(i);
            String found =
                    test.autograd() && place.foundIn().equals("backward") ? BACKWARD : programs.id(place.foundIn());
            calls.add(Programs.read("g" + i, found, List.of(place.foundAt())));
            moves.add(new Plan.Move(
                    "m" + i, FORWARD, test.output(), moved.get(i), offsets(i), CentralDifferences.moves(test.step())));
        }
        return new Plan.ProbeUnit(
                id,
                Material.word(test.framework()),
                test.common().limits().wallSeconds(),
                List.of(new Plan.Program(calls, moves)));
    }

    private List<Plan.Call> calls(Programs programs) {
        List<Plan.Call> calls = new ArrayList<>();
        for (Step step : test.steps()) {
            boolean forward = step.name().equals(test.forward());
            List<ResultPath> record = forward ? List.of(test.output()) : List.of();
            calls.add(programs.call(forward ? FORWARD : "s" + calls.size(), step, record));
        }
        return calls;
    }

    /** The id of the array that a gradient belongs to. */
    private static String tensor(List<Plan.Call> calls, Programs programs, GradientPlace place) {
        String id = programs.id(place.step());
        Plan.Call call = calls.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        String name = place.path().first().asText();
        Optional<Argument> start = switch (place.where()) {
            case ARGUMENT ->
                Optional.of(call.arguments().get(place.path().first().asInt()));
            case KEYWORD -> Optional.ofNullable(call.keywords().get(name));
            case ATTRIBUTE -> Optional.ofNullable(call.attributes().get(name));
            case STATE -> Optional.ofNullable(call.state().get(name));
        };
        return start.flatMap(argument -> argument.at(place.path().rest()))
                .filter(Argument.OfTensor.class::isInstance)
                .map(argument -> ((Argument.OfTensor) argument).tensor())
                .orElseThrow(() -> new IllegalArgumentException(place.words() + " is no array"));
    }

    private Tensor parameter(int gradient) {
        GradientPlace place = test.gradients().get(gradient);
        Value value = place.value(test.step(place.step()))
                .orElseThrow(() -> new IllegalArgumentException(place.words() + " is not given"));
        return ValueGenerator.generate(value, bundle, salt);
    }

    private List<Integer> offsets(int gradient) {
        return CentralDifferences.sample(
                parameter(gradient), test.samples(), salt + test.id().hashCode() + gradient);
    }

    @Override
    public Predicate<String> isReference() {
        return name -> name.equals(OUTPUT) || name.startsWith("g");
    }

    @Override
    public List<Evidence> compare(Map<String, Tensor> reference, Map<String, Tensor> actual)
            throws MissingOutputException {
        double least = least(reference);
        Tensor output = MissingOutputException.required(actual, OUTPUT);
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < test.gradients().size(); i++) {
            String tensor = "g" + i + ".0";
            String words = "gradient of " + test.gradients().get(i).words();
            Tensor own = MissingOutputException.required(actual, tensor);
            Tensor judge = MissingOutputException.ofReference(reference, tensor);
            ErrorProfile byReference = TensorComparison.compare(judge, own, least);
            evidence.add(new Evidence.Comparison(words, Judge.REFERENCE, byReference));
            List<CentralDifferences.Sample> samples = new ArrayList<>();
            CentralDifferences.Result differences = differences(i, own, output, actual, samples);
            if (differences.profile().sameShape()
                    && differences.profile().notFinite() == 0
                    && CentralDifferences.isBlind(judge, byReference, samples, least)) {
                differences = CentralDifferences.blind(parameter(i), own);
                evidence.add(new Evidence.Note(words + ": the output of your forward hardly changes with it"));
            }
            evidence.add(new Evidence.Comparison(words, Judge.CENTRAL_DIFFERENCES, differences.profile()));
            if (differences.kinks() > 0) {
                evidence.add(new Evidence.Note(words + ": " + differences.kinks() + " of "
                        + offsets(i).size() + " samples lie at a kink of your forward and were left out"
                        + (differences.tooFew() ? "; too few are left to judge by" : "")));
            }
        }
        return evidence;
    }

    private static Tensor scaled(Tensor tensor, double factor) {
        double[] values = tensor.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return factor == 1 ? tensor : Tensor.ofDoubles(tensor.shape(), values);
    }

    /** Fills the samples as far as the shapes of the outputs allow. */
    private CentralDifferences.Result differences(
            int gradient,
            Tensor own,
            Tensor output,
            Map<String, Tensor> actual,
            List<CentralDifferences.Sample> samples)
            throws MissingOutputException {
        if (!output.shape().equals(upstream.shape())) {
            return CentralDifferences.Result.of(TensorComparison.compare(upstream, output));
        }
        Tensor scaled = scaled(upstream, test.gradients().get(gradient).scale());
        for (int offset : offsets(gradient)) {
            Tensor moved = MissingOutputException.required(actual, "m" + gradient + "." + offset);
            List<Long> expected = new ArrayList<>(upstream.shape());
            expected.addFirst((long) CentralDifferences.moves(test.step()).size());
            if (!moved.shape().equals(expected)) {
                return CentralDifferences.Result.of(TensorComparison.compare(
                        Tensor.ofDoubles(expected, new double[4 * upstream.elements()]), moved));
            }
            samples.add(CentralDifferences.sample(offset, scaled, output, moved, test.step()));
        }
        return CentralDifferences.compare(parameter(gradient), own, samples, test.differenceTolerance());
    }

    /**
     * Gradients that cancel to nothing, like that of a bias before batch normalisation, are rounding errors of the rest; where
     * all cancel, of the upstream gradient.
     */
    private double least(Map<String, Tensor> reference) {
        double largest = 0;
        boolean isDouble = true;
        for (int i = 0; i < test.gradients().size(); i++) {
            Tensor judge = MissingOutputException.ofReference(reference, "g" + i + ".0");
            isDouble &= judge.type() == ElementType.FLOAT64;
            largest = Math.max(largest, TensorComparison.meanMagnitude(judge));
        }
        double whole = TensorComparison.meanMagnitude(upstream);
        double cancelled = CANCELLED * (isDouble ? Math.ulp(1.0) : Math.ulp(1f)) * whole;
        return (isDouble ? ROUND_OFF_SHARE : GradientStep.ROUND_OFF_SHARE) * (largest > cancelled ? largest : whole);
    }
}
