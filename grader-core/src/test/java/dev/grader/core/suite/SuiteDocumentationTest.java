package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/suites.md} true: its examples parse, and its table of keys is the schema's. */
class SuiteDocumentationTest {
    private static final Path FILE = Path.of("..", "docs", "suites.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String BEGIN = "<!-- begin of keys: written by SuiteDocumentationTest -->\n";
    private static final String END = "<!-- end of keys -->\n";

    private final String text = read();

    @Test
    void everyExampleParses() {
        List<String> examples = examples();
        String whole = examples.getFirst();
        Set<Class<?>> kinds = new HashSet<>();
        for (String example : examples) {
            String suite =
                    example.startsWith("schema:") ? example : whole.replace("tests:\n", "tests:\n" + example.indent(2));
            assertThatCode(() -> SuiteParser.parse(suite)).as(example).doesNotThrowAnyException();
            SuiteParser.parse(suite).tests().forEach(test -> kinds.add(test.getClass()));
        }
        assertThat(kinds).containsExactlyInAnyOrder(TestDefinition.class.getPermittedSubclasses());
    }

    @Test
    void tableOfKeysIsTheSchemas() throws IOException {
        String table = table();

        // On a mismatch, copy this file between the two comments.
        Files.writeString(Path.of("target", "suite-keys.md"), table);
        assertThat(text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END)))
                .isEqualTo(table);
    }

    @Test
    void theSchemaIsClosedAndDescribesEveryKey() throws IOException {
        JsonNode schema = schema();
        for (JsonNode object : objects(schema)) {
            assertThat(object.path("additionalProperties").isMissingNode())
                    .as(object.toString())
                    .isFalse();
            object.get("properties")
                    .properties()
                    .forEach(property -> assertThat(description(schema, property.getValue()))
                            .as(property.getKey())
                            .isNotEmpty());
        }
    }

    private static String table() throws IOException {
        JsonNode schema = schema();
        StringBuilder table = new StringBuilder();
        section(table, schema, "The file", schema);
        schema.get("$defs").properties().forEach(definition -> {
            if (definition.getValue().path("additionalProperties").isBoolean()
                    && !definition.getKey().startsWith("unknown")) {
                section(table, schema, "`" + definition.getKey() + "`", definition.getValue());
            }
        });
        return table.toString();
    }

    private static void section(StringBuilder table, JsonNode schema, String title, JsonNode object) {
        Set<String> required = new HashSet<>();
        object.path("required").forEach(key -> required.add(key.asText()));
        table.append("\n### ").append(title).append("\n\n").append(description(schema, object));
        table.append("\n\n| key | default | meaning |\n|---|---|---|\n");
        object.get("properties").properties().forEach(property -> {
            JsonNode rule = property.getValue();
            String preset = rule.has("default") ? "`" + rule.get("default") + "`" : "–";
            String allowed = rule.has("enum") ? ": " + String.join(", ", words(rule.get("enum"))) : "";
            table.append("| `%s` | %s | %s%s |\n"
                    .formatted(
                            property.getKey(),
                            required.contains(property.getKey()) ? "needed" : preset,
                            description(schema, rule).replace("|", "\\|"),
                            allowed));
        });
        object.get("properties").properties().forEach(property -> {
            for (JsonNode inner :
                    List.of(property.getValue(), property.getValue().path("items"))) {
                if (inner.has("properties")
                        && inner.path("additionalProperties").isBoolean()) {
                    section(table, schema, "`" + property.getKey() + "`", inner);
                }
            }
        });
    }

    private static List<String> words(JsonNode nodes) {
        List<String> words = new ArrayList<>();
        nodes.forEach(node -> words.add("`" + node.asText() + "`"));
        return words;
    }

    private static String description(JsonNode schema, JsonNode rule) {
        if (rule.has("description")) {
            return rule.get("description").asText();
        }
        if (rule.has("$ref")) {
            return description(schema, schema.at(rule.get("$ref").asText().substring(1)));
        }
        return rule.has("const") ? "`" + rule.get("const").asText() + "`" : "";
    }

    private static List<JsonNode> objects(JsonNode schema) {
        List<JsonNode> objects = new ArrayList<>();
        objects.add(schema);
        Stream.concat(schema.get("$defs").properties().stream(), schema.get("properties").properties().stream())
                .filter(entry -> entry.getValue().has("properties"))
                .filter(entry ->
                        !entry.getValue().has("allOf") && !entry.getKey().startsWith("unknown"))
                .forEach(entry -> objects.add(entry.getValue()));
        return objects;
    }

    private List<String> examples() {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(text);
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        return examples;
    }

    private static JsonNode schema() throws IOException {
        try (InputStream input = Objects.requireNonNull(SuiteSchema.class.getResourceAsStream(SuiteSchema.RESOURCE))) {
            return new ObjectMapper().readTree(input);
        }
    }

    private static String read() {
        try {
            return Files.readString(FILE);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
