package dev.grader.core.suite;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A published JSON Schema of files that people write, with messages for people. */
public final class DocumentSchema {
    private final Schema schema;

    private DocumentSchema(Schema schema) {
        this.schema = schema;
    }

    /** The schema in a resource of this module. */
    public static DocumentSchema load(String resource) {
        try (InputStream input = Objects.requireNonNull(DocumentSchema.class.getResourceAsStream(resource), resource)) {
            return new DocumentSchema(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(input));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Every mistake that the schema finds. */
    public List<SuiteError> check(MarkedYaml document) {
        List<SuiteError> errors = new ArrayList<>();
        for (Error error : schema.validate(document.root())) {
            errors.add(error(document, error));
        }
        return errors;
    }

    private SuiteError error(MarkedYaml document, Error error) {
        String pointer = pointer(error);
        JsonNode rule = rule(error);
        JsonNode value = document.root().at(JsonPointer.compile(pointer));
        return switch (error.getKeyword()) {
            case "additionalProperties" -> {
                List<String> allowed = new ArrayList<>();
                rule.path("properties").fieldNames().forEachRemaining(allowed::add);
                String key = error.getProperty();
                yield document.errorAtKey(MarkedYaml.pointer(pointer, key), Spelling.unknown(key, allowed));
            }
            case "required" -> document.error(pointer, "'" + error.getProperty() + "' is missing");
            case "enum" -> {
                List<String> allowed = new ArrayList<>();
                rule.path("enum").forEach(option -> allowed.add(option.asText()));
                yield document.error(pointer, Spelling.unknown(value.asText(), allowed));
            }
            case "const" -> document.error(pointer, "must be " + rule.path("const"));
            case "pattern" ->
                document.error(
                        pointer,
                        "'" + value.asText() + "' does not fit; write "
                                + rule.path("description").asText());
            default -> document.error(pointer, other(error, rule));
        };
    }

    private static String other(Error error, JsonNode rule) {
        String description = rule.path("description").asText();
        return error.getMessage() + (description.isEmpty() ? "" : " (" + description + ")");
    }

    /** The schema object that the failing keyword stands in. */
    private JsonNode rule(Error error) {
        String fragment = error.getSchemaLocation().getFragment().toString();
        JsonNode rule = schema.getSchemaNode().at(JsonPointer.compile(fragment).head());
        return rule.isMissingNode() ? schema.getSchemaNode() : rule;
    }

    private static String pointer(Error error) {
        return error.getInstanceLocation().toString();
    }
}
