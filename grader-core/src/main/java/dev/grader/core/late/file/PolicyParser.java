package dev.grader.core.late.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.document.CheckedDocument;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.DayKind;
import dev.grader.core.late.policy.Early;
import dev.grader.core.late.policy.Grace;
import dev.grader.core.late.policy.LateClock;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Operand;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Rounding;
import dev.grader.core.late.policy.Rules;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import dev.grader.core.suite.DocumentSchema;
import dev.grader.core.suite.MarkedYaml;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Reads a late policy: YAML, then the published JSON Schema, then what the schema cannot say. */
public final class PolicyParser {
    static final String RESOURCE = "/schema/late-policy-1.schema.json";
    private static final DocumentSchema SCHEMA = DocumentSchema.load(RESOURCE);
    private static final BigDecimal SECONDS_OF_MINUTE = BigDecimal.valueOf(60);
    private static final int DEFAULT_SCALE = 2;

    private final CheckedDocument document;
    private final ConsequenceMapper consequences;

    private PolicyParser(CheckedDocument document) {
        this.document = document;
        this.consequences = new ConsequenceMapper(
                document, word(Operand.class, document.root().path("operand"), Operand.EARNED));
    }

    /**
     * The policy in a file.
     *
     * @param file name for messages
     * @throws DocumentErrors with every mistake that was found
     */
    public static Policy parse(String file, String text) {
        return new PolicyParser(CheckedDocument.read(file, text, SCHEMA)).policy();
    }

    private Policy policy() {
        JsonNode root = document.root();
        LateClock clock = document.made("/days", () -> clock(root))
                .orElse(new LateClock(LateUnit.HOUR, Rounding.UP, DayKind.ABSOLUTE, Grace.NONE));
        Rules none = new Rules(
                OptionalInt.empty(), new Consequence.Free(), new Consequence.Free(), OptionalInt.empty(), false);
        Rules rules = rules(root, "", none);
        Map<String, Rules> categories = new LinkedHashMap<>();
        root.path("categories")
                .properties()
                .forEach(entry -> categories.put(
                        entry.getKey(),
                        rules(entry.getValue(), MarkedYaml.pointer("/categories", entry.getKey()), rules)));
        Use use = word(Use.class, root.path("use"), Use.AUTOMATIC);
        TeamRule team = word(TeamRule.class, root.path("team"), TeamRule.EACH);
        document.refuseAny();
        Policy policy = document.made(
                        use == Use.BEST ? "/use" : "/budgets",
                        () -> new Policy(
                                root.get("title").asText(),
                                clock,
                                budgets(root.path("budgets")),
                                rules,
                                categories,
                                use,
                                team,
                                word(Counted.class, root.path("counted"), Counted.LATEST),
                                root.path("partial").asBoolean(true),
                                word(Operand.class, root.path("operand"), Operand.EARNED),
                                decimal(root.path("floor"), BigDecimal.ZERO),
                                early(root.path("early")),
                                root.path("scale").asInt(DEFAULT_SCALE)))
                .orElse(null);
        document.refuseAny();
        if (policy == null) {
            throw new IllegalStateException("a policy without mistakes was not made");
        }
        return policy;
    }

    private static LateClock clock(JsonNode root) {
        return new LateClock(
                unit(root.path("unit").asText("day")),
                word(Rounding.class, root.path("rounding"), Rounding.UP),
                word(DayKind.class, root.path("days"), DayKind.ABSOLUTE),
                grace(root.path("grace")));
    }

    private static LateUnit unit(String word) {
        return switch (word) {
            case "12h" -> LateUnit.HALF_DAY;
            case "hour" -> LateUnit.HOUR;
            default -> LateUnit.DAY; // the schema lets nothing else through
        };
    }

    private static Grace grace(JsonNode node) {
        if (!node.isObject()) {
            return Grace.NONE;
        }
        long seconds = node.get("minutes")
                .decimalValue()
                .multiply(SECONDS_OF_MINUTE)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        return new Grace(seconds, word(Grace.Place.class, node.path("at"), Grace.Place.EVERY));
    }

    private static List<Budget> budgets(JsonNode nodes) {
        List<Budget> budgets = new ArrayList<>();
        for (JsonNode node : nodes) {
            List<String> categories = new ArrayList<>();
            node.path("categories").forEach(category -> categories.add(category.asText()));
            budgets.add(new Budget(node.get("name").asText(), node.get("amount").asInt(), categories));
        }
        return budgets;
    }

    /** Rules, with those of all categories where nothing else is said. */
    private Rules rules(JsonNode node, String pointer, Rules general) {
        Consequence afterBudget =
                consequences.map(node.path("after_budget"), pointer + "/after_budget", general.afterBudget());
        // asked for by name: the two may be equal in general and not in a category
        boolean separate = document.root().has("after_cap");
        Consequence afterCap = consequences.map(
                node.path("after_cap"), pointer + "/after_cap", separate ? general.afterCap() : afterBudget);
        JsonNode cutOff = node.path("cut_off");
        return new Rules(
                node.has("cap") ? OptionalInt.of(node.get("cap").asInt()) : general.cap(),
                afterCap,
                afterBudget,
                cutOff.isObject() ? OptionalInt.of(cutOff.get("after").asInt()) : general.cutOff(),
                // where the policy names none, the date on which a part closes is meant as it stands
                cutOff.path("moved_by_slack").asBoolean(cutOff.isObject() || general.slackMovesCutOff()));
    }

    private static Early early(JsonNode node) {
        if (!node.isObject()) {
            return Early.NONE;
        }
        BigDecimal perUnit = decimal(node.path("per_unit"), BigDecimal.ZERO);
        return new Early(
                perUnit,
                decimal(node.path("at_most"), Consequence.HUNDRED),
                decimal(node.path("on_time"), BigDecimal.ZERO),
                decimal(node.path("missed_checkpoint"), BigDecimal.ZERO));
    }

    static BigDecimal decimal(JsonNode node, BigDecimal otherwise) {
        return node.isNumber() ? node.decimalValue() : otherwise;
    }

    static <E extends Enum<E>> E word(Class<E> type, JsonNode node, E otherwise) {
        return node.isTextual() ? Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT)) : otherwise;
    }
}
