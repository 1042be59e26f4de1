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
