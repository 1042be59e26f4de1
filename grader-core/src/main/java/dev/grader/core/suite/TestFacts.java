package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that one test says, in two parts: what decides its measurements and what only decides what they are worth. A
 * key that nobody has put into the second part belongs to the first: to run once too often is only slow.
 *
 * @param measured name of a fact to its value as text
 * @param scored name of a fact to its value as text
 */
record TestFacts(Map<String, String> measured, Map<String, String> scored) {
    /** Of every test. */
    private static final Set<String> SCORED =
            Set.of("title", "points", "hint", "visibility", "depends_on", "extra_credit", "runs");
    /** Of single kinds; tolerances are judged by the exact largest error that a record holds. */
    private static final Map<String, Set<String>> SCORED_OF_KIND = Map.of(
            "function", Set.of("tolerance"),
            "gradient", Set.of("tolerance", "difference_tolerance", "own_forward_share"),
            "train", Set.of("cut_off"),
            "predict", Set.of("cut_off"));
    /** Kinds that look at the submission alone. */
    private static final Set<String> WITHOUT_REFERENCE = Set.of("static", "manual");
    /** Kinds whose inputs are drawn, with a secret where students do not see them. */
    private static final Set<String> DRAWN = Set.of("function", "gradient");

    TestFacts {
        measured = new TreeMap<>(measured);
        scored = new TreeMap<>(scored);
    }

    /** The facts of every test of a bundle, by id, in the suite's order. */
    static Map<String, TestFacts> of(SuiteBundle bundle) {
        JsonNode root = bundle.document();
        Map<String, TestFacts> facts = new LinkedHashMap<>();
        for (JsonNode test : root.path("tests")) {
            facts.put(test.path("id").asText(), of(bundle, root, test));
        }
        return facts;
    }

    private static TestFacts of(SuiteBundle bundle, JsonNode root, JsonNode test) {
        String kind = test.path("kind").asText();
        Map<String, String> measured = new TreeMap<>();
        Map<String, String> scored = new TreeMap<>();
        scored.put("point_step", canonical(root.path("point_step")));
        test.properties().forEach(entry -> {
            boolean isScored = kind.equals("manual")
                    || SCORED.contains(entry.getKey())
                    || SCORED_OF_KIND.getOrDefault(kind, Set.of()).contains(entry.getKey());
            (isScored ? scored : measured).put(entry.getKey(), canonical(entry.getValue()));
        });
        if (kind.equals("manual")) {
            return new TestFacts(Map.of(), scored);
        }
        Suite suite = bundle.suite();
        TestDefinition definition = suite.test(test.path("id").asText());
        measured.put("limits", definition.common().limits().toString());
        measured.put("image", suite.image());
        measured.put("capabilities", new TreeSet<>(suite.capabilities()).toString());
        if (DRAWN.contains(kind)) {
            measured.put(
                    "visibility of inputs", definition.common().visibility().showsValues() ? "shown" : "hidden");
        }
        JsonNode data = root.path("data").path(test.path("data").asText());
        if (!data.isMissingNode()) {
            measured.put("data set", canonical(data));
        }
        TreeSet<String> named = new TreeSet<>();
        collectFiles(bundle, test, named);
        collectFiles(bundle, data, named);
        named.forEach(file -> measured.put("file " + file, bundle.fileDigest(file)));
        if (!WITHOUT_REFERENCE.contains(kind)) {
            measured.put("reference solution", bundle.folderDigest(referencePath(suite)));
        }
        return new TestFacts(measured, scored);
    }

    private static String referencePath(Suite suite) {
        return suite.fixtures().stream()
                .filter(Fixture.Reference.class::isInstance)
                .map(Fixture::path)
                .findFirst()
                .orElse("");
    }

    /** Every text that is a file of the bundle, also with a name in it behind a colon. */
    private static void collectFiles(SuiteBundle bundle, JsonNode node, Set<String> named) {
        if (node.isTextual()) {
            String text = node.asText();
            int colon = text.indexOf(':');
            for (String path : colon < 0 ? List.of(text) : List.of(text, text.substring(0, colon))) {
                if (bundle.files().containsKey(path)) {
                    named.add(path);
                }
            }
        }
        node.forEach(child -> collectFiles(bundle, child, named));
    }

    /** The same text for the same value, however it is written. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(entry -> members.put(entry.getKey(), canonical(entry.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(canonical(element)));
            return elements.toString();
        }
        if (node.isNumber()) {
            BigDecimal value = node.decimalValue();
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        }
        return node.isMissingNode() ? "default" : node.toString();
    }
}
