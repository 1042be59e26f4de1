package dev.grader.core.gradebook.scheme;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.document.CheckedDocument;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.gradebook.Combination;
import dev.grader.core.gradebook.Component;
import dev.grader.core.gradebook.GradingScheme;
import dev.grader.core.gradebook.Kept;
import dev.grader.core.gradebook.scheme.ComponentPlan.ItemPlan;
import dev.grader.core.suite.DocumentSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a grading scheme: YAML, then the published JSON Schema, then what the schema cannot say. */
public final class SchemeParser {
    static final String RESOURCE = "/schema/grading-scheme-1.schema.json";
    private static final DocumentSchema SCHEMA = DocumentSchema.load(RESOURCE);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DEFAULT_SCALE = 2;

    private final CheckedDocument document;
    /** Which component already has a component id, a category, an item. */
    private final Map<String, String> components = new HashMap<>();

    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, String> items = new HashMap<>();

    private SchemeParser(CheckedDocument document) {
        this.document = document;
    }

    /**
     * The scheme in a file.
     *
     * @param file name for messages
     * @throws DocumentErrors with every mistake that was found
     */
    public static SchemeDocument parse(String file, String text) {
        return new SchemeParser(CheckedDocument.read(file, text, SCHEMA)).scheme();
    }

    private SchemeDocument scheme() {
        JsonNode root = document.root();
        List<ComponentPlan> plans = new ArrayList<>();
        int index = 0;
        for (JsonNode node : root.get("components")) {
            plans.add(component(node, "/components/" + index));
            index++;
        }
        SchemeDocument scheme = new SchemeDocument(
                decimal(root.path("maximum"), HUNDRED),
                root.path("scale").asInt(DEFAULT_SCALE),
                root.path("capped").asBoolean(false),
                plans);
        document.made("/components", () -> weights(scheme));
        document.refuseAny();
        return scheme;
    }

    /** The rules for weights are those of the scheme itself, whatever its items. */
    private static GradingScheme weights(SchemeDocument scheme) {
        List<Component> bare = new ArrayList<>();
        for (ComponentPlan plan : scheme.components()) {
            bare.add(new Component(
                    // ids that are there twice are told with their own place
                    String.valueOf(bare.size()),
                    plan.title(),
                    plan.weight(),
                    plan.extraCredit(),
                    plan.combination(),
                    new Kept.All(),
                    List.of()));
        }
        return new GradingScheme(scheme.maximum(), scheme.scale(), scheme.capped(), bare);
    }

    private ComponentPlan component(JsonNode node, String pointer) {
        String id = node.get("id").asText();
        if (components.put(id, id) != null) {
            document.error(pointer + "/id", "there are two components '" + id + "'");
        }
        Combination combination =
                node.path("combination").asText("points").equals("mean") ? Combination.MEAN : Combination.POINTS;
        List<String> own = new ArrayList<>();
        for (JsonNode category : node.path("categories")) {
            claim("the category", category.asText(), categories, id, pointer + "/categories/" + own.size());
            own.add(category.asText());
        }
        List<ItemPlan> listed = items(node.path("items"), combination, id, pointer);
        if (own.isEmpty() && listed.isEmpty()) {
            document.error(pointer, "'" + id + "' counts nothing; write categories: [homework], or items: [midterm]");
        }
        if (own.isEmpty() && !listed.isEmpty() && regular(listed) == 0) {
            document.error(
                    pointer + "/items",
                    "all items of '" + id + "' are extra credit, which adds to other items only; list one that is none,"
                            + " or write extra_credit: true at the component instead");
        }
        return new ComponentPlan(
                id,
                node.path("title").asText(id),
                node.has("weight") ? Optional.of(node.get("weight").decimalValue()) : Optional.<BigDecimal>empty(),
                node.path("extra_credit").asBoolean(false),
                combination,
                kept(node, pointer, own.isEmpty() ? regular(listed) : Integer.MAX_VALUE),
                own,
                listed);
    }

    private List<ItemPlan> items(JsonNode nodes, Combination combination, String component, String pointer) {
        List<ItemPlan> listed = new ArrayList<>();
        for (JsonNode node : nodes) {
            String place = pointer + "/items/" + listed.size();
            ItemPlan item = node.isTextual()
                    ? new ItemPlan(node.asText(), BigDecimal.ONE, false)
                    : new ItemPlan(
                            node.get("id").asText(),
                            decimal(node.path("weight"), BigDecimal.ONE),
                            node.path("extra_credit").asBoolean(false));
            claim("the item", item.id(), items, component, place);
            if (node.has("weight") && combination != Combination.MEAN) {
                document.error(
                        place + "/weight",
                        "the weight of an item counts in a component with combination: mean only; here items count by"
                                + " their points");
            }
            listed.add(item);
        }
        return listed;
    }

    private void claim(String kind, String id, Map<String, String> claimed, String component, String pointer) {
        String other = claimed.putIfAbsent(id, component);
        if (other != null) {
            document.error(
                    pointer,
                    kind + " '" + id + "' is "
                            + (other.equals(component)
                                    ? "there twice; keep one"
                                    : "in the components '" + other + "' and '" + component
                                            + "'; it can count in one only"));
        }
    }

    private Kept kept(JsonNode node, String pointer, int regular) {
        if (node.has("best") && node.has("drop")) {
            document.error(pointer + "/best", "write best or drop, not both");
        }
        if (node.has("best")) {
            int best = node.get("best").asInt();
            if (best > regular) {
                document.error(
                        pointer + "/best", "the best " + best + " are more than the " + regular + " items listed");
            }
            return new Kept.Best(best);
        }
        int drop = node.path("drop").asInt(0);
        if (drop > 0 && drop >= regular) {
            document.error(
                    pointer + "/drop",
                    "drops " + drop + " of " + regular + (regular == 1 ? " item" : " items")
                            + " that are no extra credit; at least one has to stay");
        }
        return drop == 0 ? new Kept.All() : new Kept.AllBut(drop);
    }

    private static int regular(List<ItemPlan> items) {
        return (int) items.stream().filter(item -> !item.extraCredit()).count();
    }

    private static BigDecimal decimal(JsonNode node, BigDecimal otherwise) {
        return node.isNumber() ? node.decimalValue() : otherwise;
    }
}
