package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.suite.MarkedYaml.Position;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML by the core schema of YAML 1.2: {@code no} is a word, {@code 1e-4} is a number, and a tag can make no object.
 * Only the composer of SnakeYAML is used, for its marks; aliases are followed, within bounds.
 */
public final class YamlReader {
    static final int MAXIMUM_CHARACTERS = 1 << 20;
    private static final int MAXIMUM_NODES = 50_000;
    private static final int MAXIMUM_DEPTH = 40;
    private static final int MAXIMUM_EXPONENT = 400;
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,4})?");
    private static final Set<Tag> TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.MAP, Tag.SEQ);

    private final String file;
    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Map<String, Position> values = new HashMap<>();
    private final Map<String, Position> keys = new HashMap<>();
    private final List<SuiteError> errors = new ArrayList<>();
    private int nodes;

    private YamlReader(String file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file name for messages
     * @throws SuiteErrors when it is no YAML, or YAML that is not taken
     */
    public static MarkedYaml read(String file, String text) {
        if (text.length() > MAXIMUM_CHARACTERS) {
            throw failure(file, null, "is longer than 1 MiB; put data into .npy files");
        }
        YamlReader reader = new YamlReader(file);
        JsonNode root = reader.convert(compose(file, text), "", 0);
        if (!reader.errors.isEmpty()) {
            throw new SuiteErrors(reader.errors);
        }
        return new MarkedYaml(file, root, reader.values, reader.keys);
    }

    private static Node compose(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAXIMUM_CHARACTERS);
        options.setNestingDepthLimit(MAXIMUM_DEPTH);
        options.setMaxAliasesForCollections(200);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                throw failure(file, null, "is empty; begin with schema: 1");
            }
            return root;
        } catch (MarkedYAMLException exception) {
            String context = exception.getContext() == null ? "" : exception.getContext() + ", ";
            throw failure(file, exception.getProblemMark(), "is no YAML: " + context + exception.getProblem());
        } catch (ReaderException exception) {
            throw unprintable(file, text);
        } catch (YAMLException exception) {
            throw failure(file, null, "is no YAML: " + exception.getMessage());
        }
    }

    /** The reader of YAML names no line. */
    private static SuiteErrors unprintable(String file, String text) {
        int line = 1;
        int column = 1;
        int index = 0;
        while (index < text.length() && StreamReader.isPrintable(text.codePointAt(index))) {
            boolean endsLine = text.charAt(index) == '\n';
            line += endsLine ? 1 : 0;
            column = endsLine ? 1 : column + 1;
            index = text.offsetByCodePoints(index, 1);
        }
        String name = index < text.length() ? "U+%04X".formatted(text.codePointAt(index)) : "one that is not printable";
        String message = file + " has the character " + name + ", which no YAML can have; leave it out";
        return new SuiteErrors(List.of(new SuiteError(file, line, column, "", message)));
    }

    private JsonNode convert(Node node, String pointer, int depth) {
        nodes++;
        if (nodes > MAXIMUM_NODES || depth > MAXIMUM_DEPTH) {
            throw failure(file, node.getStartMark(), "has too many values or levels, aliases counted each time");
        }
        values.put(pointer, position(node.getStartMark()));
        if (!TAGS.contains(node.getTag())) {
            errors.add(at(node, pointer, "the tag " + node.getTag().getValue() + " is not allowed; leave it out"));
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = json.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(convert(item, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node, pointer);
    }

    private ObjectNode object(MappingNode mapping, String pointer, int depth) {
        ObjectNode object = json.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                errors.add(at(tuple.getKeyNode(), pointer, "a key must be a word"));
                continue;
            }
            String name = key.getValue();
            String child = MarkedYaml.pointer(pointer, name);
            if (object.has(name)) {
                errors.add(at(key, child, "the key '" + name + "' is there twice; remove one"));
                continue;
            }
            keys.put(child, position(key.getStartMark()));
            object.set(name, convert(tuple.getValueNode(), child, depth + 1));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode node, String pointer) {
        String text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return json.textNode(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return integer(node, text, pointer);
        }
        if (DECIMAL.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs(number.scale()) > MAXIMUM_EXPONENT || Double.isInfinite(number.doubleValue())) {
                errors.add(at(node, pointer, "the number " + text + " is out of range"));
            }
            return json.numberNode(number);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> json.nullNode();
            case "true", "True", "TRUE" -> json.booleanNode(true);
            case "false", "False", "FALSE" -> json.booleanNode(false);
            default -> json.textNode(text);
        };
    }

    private JsonNode integer(ScalarNode node, String text, String pointer) {
        try {
            return json.numberNode(Long.parseLong(text));
        } catch (NumberFormatException outOfRange) {
            errors.add(at(node, pointer, "the number " + text + " is out of range"));
            return json.numberNode(0);
        }
    }

    private SuiteError at(Node node, String pointer, String message) {
        Position position = position(node.getStartMark());
        return new SuiteError(file, position.line(), position.column(), MarkedYaml.readable(pointer), message);
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static SuiteErrors failure(String file, @Nullable Mark mark, String message) {
        Position position = mark == null ? new Position(0, 0) : position(mark);
        return new SuiteErrors(
                List.of(new SuiteError(file, position.line(), position.column(), "", file + " " + message)));
    }
}
