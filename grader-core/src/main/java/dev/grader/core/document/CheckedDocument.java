package dev.grader.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.suite.DocumentSchema;
import dev.grader.core.suite.MarkedYaml;
import dev.grader.core.suite.SuiteError;
import dev.grader.core.suite.SuiteErrors;
import dev.grader.core.suite.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A file that fits its schema, and the mistakes in it that the schema cannot see. */
public final class CheckedDocument {
    private final MarkedYaml yaml;
    private final List<SuiteError> errors = new ArrayList<>();

    private CheckedDocument(MarkedYaml yaml) {
        this.yaml = yaml;
    }

    /** Reads a file, and refuses it when it does not fit the schema. */
    public static CheckedDocument read(String file, String text, DocumentSchema schema) {
        CheckedDocument document = new CheckedDocument(yaml(file, text));
        document.refuseNul("", document.root());
        document.errors.addAll(schema.check(document.yaml));
        document.refuseAny();
        return document;
    }

    /**
     * What was sent as JSON; mistakes have a path and no line.
     *
     * @throws DocumentErrors when it does not fit the schema
     */
    public static CheckedDocument of(String name, JsonNode root, DocumentSchema schema) {
        CheckedDocument document = trusted(name, root);
        document.refuseNul("", document.root());
        document.errors.addAll(schema.check(document.yaml));
        document.refuseAny();
        return document;
    }

    /** What fitted its schema when it was stored. */
    public static CheckedDocument trusted(String name, JsonNode root) {
        return new CheckedDocument(new MarkedYaml(name, root, Map.of(), Map.of()));
    }

    private static MarkedYaml yaml(String file, String text) {
        try {
            return YamlReader.read(file, text);
        } catch (SuiteErrors mistakes) {
            throw new DocumentErrors(mistakes.errors());
        }
    }

    /** No text in the database can have the character, and these texts get into sentences that are stored. */
    private void refuseNul(String pointer, JsonNode node) {
        if (node.isTextual() && hasNul(node.textValue())) {
            error(pointer, "has a NUL character (\\0), which no text can be stored with; leave it out");
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseNul(pointer + "/" + i, node.path(i));
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String child = MarkedYaml.pointer(pointer, member.getKey());
            if (hasNul(member.getKey())) {
                errors.add(yaml.errorAtKey(
                        child, "the key has a NUL character (\\0), which no text can be stored with; leave it out"));
            }
            refuseNul(child, member.getValue());
        }
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    public JsonNode root() {
        return yaml.root();
    }

    /** A mistake in the value there. */
    public void error(String pointer, String message) {
        errors.add(yaml.error(pointer, message));
    }

    /**
     * The mistakes in a document that is a value there, from the next line on.
     *
     * @param indented by how many blanks
     */
    public void nested(String pointer, int indented, DocumentErrors mistakes) {
        SuiteError place = yaml.error(pointer, "");
        for (SuiteError mistake : mistakes.errors()) {
            errors.add(new SuiteError(
                    place.file(),
                    place.line() + mistake.line(),
                    mistake.column() + indented,
                    place.path() + (mistake.path().isEmpty() ? "" : "." + mistake.path()),
                    mistake.message()));
        }
    }

    /** What is made of a value; a mistake in it is noted with its place. */
    public <T> Optional<T> made(String pointer, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException mistake) {
            error(pointer, String.valueOf(mistake.getMessage()));
            return Optional.empty();
        }
    }

    public void refuseAny() {
        if (!errors.isEmpty()) {
            throw new DocumentErrors(errors);
        }
    }
}
