package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** From a metric, a cut-off and curve checks that fit the schema to their records. */
final class MetricMapper {
    private static final BigDecimal QUARTER = new BigDecimal("0.25");

    private MetricMapper() {}

    static Metric metric(JsonNode node) {
        if (node.isTextual()) {
            return Metric.of(Metric.Name.valueOf(node.asText().toUpperCase(Locale.ROOT)));
        }
        Metric.Name name = Metric.Name.valueOf(TestMapper.word(node, "name", ""));
        if (node.has("k") && name != Metric.Name.TOP_K) {
            throw new IllegalArgumentException("k of metric is for top_k");
        }
        return new Metric(
                name,
                node.path("k").asInt(5),
                Metric.Of.valueOf(TestMapper.word(node, "of", "logits")),
                RecipeMapper.classesLast(node));
    }

    /** The cut-off of a metric, whose direction decides what is above and what below. */
    static CutOff cutOff(JsonNode node, Metric metric) {
        return switch (node.get("name").asText()) {
            case "relative_to_reference" ->
                new CutOff.RelativeToReference(
                        node.get("margin").asDouble(), node.get("zero_at").asDouble());
            case "steps" -> steps(node, metric);
            case "linear" -> {
                double zeroAt = node.get("zero_at").asDouble();
                double fullAt = node.get("full_at").asDouble();
                if (zeroAt == fullAt || zeroAt < fullAt != metric.higherIsBetter()) {
                    throw new IllegalArgumentException(
                            "zero_at of cut_off must be " + (metric.higherIsBetter() ? "below" : "above")
                                    + " full_at: of " + metric.words() + ", "
                                    + (metric.higherIsBetter() ? "more" : "less") + " is better");
                }
                yield new CutOff.Linear(zeroAt, fullAt);
            }
            default -> throw new IllegalArgumentException("the cut-off " + node.get("name") + " is unknown");
        };
    }

    private static CutOff.Steps steps(JsonNode node, Metric metric) {
        List<CutOff.Step> steps = new ArrayList<>();
        node.get("steps")
                .forEach(step -> steps.add(new CutOff.Step(
                        step.get("at").asDouble(), step.get("share").decimalValue())));
        Comparator<CutOff.Step> byValue = Comparator.comparingDouble(CutOff.Step::at);
        steps.sort(metric.higherIsBetter() ? byValue.reversed() : byValue);
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).share().compareTo(steps.get(i - 1).share()) >= 0) {
                throw new IllegalArgumentException("a worse step of cut_off must have a smaller share: at "
                        + steps.get(i).at() + " it is " + steps.get(i).share());
            }
        }
        return new CutOff.Steps(steps, node.path("linear").asBoolean(false));
    }

    static Curve curve(JsonNode node, Recipe recipe) {
        Metric measure = node.has("measure") ? metric(node.get("measure")) : measure(recipe.loss());
        Curve curve = new Curve(
                measure,
                Curve.On.valueOf(TestMapper.word(node, "on", "train")),
                Optional.ofNullable(node.get("initial_loss")).map(check -> initialLoss(check, measure)),
                Optional.ofNullable(node.get("overfits")).map(MetricMapper::overfits),
                Optional.ofNullable(node.get("falls_by")).map(MetricMapper::fallsBy));
        BigDecimal all = curve.initialLoss()
                .map(Curve.InitialLoss::share)
                .orElse(BigDecimal.ZERO)
                .add(curve.overfits().map(Curve.Overfits::share).orElse(BigDecimal.ZERO))
                .add(curve.fallsBy().map(Curve.FallsBy::share).orElse(BigDecimal.ZERO));
        if (all.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("the shares of curve come to " + all + ", which is more than 1");
        }
        return curve;
    }

    private static Metric measure(Loss loss) {
        return switch (loss.kind()) {
            case CROSS_ENTROPY, NLL -> new Metric(Metric.Name.LOG_LOSS, 5, Metric.Of.LOGITS, loss.classesLast());
            case BCE_WITH_LOGITS -> Metric.of(Metric.Name.LOG_LOSS);
            case MSE, HUBER -> Metric.of(Metric.Name.MSE);
            case MAE -> Metric.of(Metric.Name.MAE);
            case MODULE_OUTPUT ->
                throw new IllegalArgumentException(
                        "curve needs a measure, like measure: mse; what the model itself returns as its loss is no proof");
        };
    }

    private static Curve.InitialLoss initialLoss(JsonNode node, Metric measure) {
        JsonNode expected = node.path("expected");
        boolean chance = !expected.isNumber();
        if (chance && measure.name() != Metric.Name.LOG_LOSS) {
            throw new IllegalArgumentException(
                    "initial_loss needs a number as expected; chance is known only for log_loss");
        }
        return new Curve.InitialLoss(
                chance ? OptionalDouble.empty() : OptionalDouble.of(expected.asDouble()),
                node.path("tolerance").asDouble(0.5),
                share(node));
    }

    private static Curve.Overfits overfits(JsonNode node) {
        return new Curve.Overfits(
                node.path("samples").asInt(32),
                node.path("steps").asInt(200),
                node.has("learning_rate")
                        ? OptionalDouble.of(node.get("learning_rate").asDouble())
                        : OptionalDouble.empty(),
                node.get("loss_at_most").asDouble(),
                share(node));
    }

    private static Curve.FallsBy fallsBy(JsonNode node) {
        return node.isNumber()
                ? new Curve.FallsBy(node.asDouble(), QUARTER)
                : new Curve.FallsBy(node.get("factor").asDouble(), share(node));
    }

    private static BigDecimal share(JsonNode node) {
        return node.has("share") ? node.get("share").decimalValue() : QUARTER;
    }
}
