package dev.grader.core.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** JSON of the headers: snake case, nulls left out, strict about what follows the object. */
final class ProtocolJson {
    private static final int MAXIMUM_NESTING = 64;
    private static final ObjectMapper MAPPER = mapper();

    private ProtocolJson() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAXIMUM_NESTING)
                        .build());
        return mapper;
    }

    static byte[] bytes(ObjectNode header) {
        try {
            return MAPPER.writeValueAsBytes(header);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a header cannot be written", e);
        }
    }

    static ObjectNode object(byte[] header) throws FrameException {
        JsonNode node;
        try {
            node = MAPPER.readTree(header);
        } catch (IOException e) {
            throw new FrameException(FrameException.Kind.MALFORMED, "a header is no JSON: " + e.getMessage());
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new FrameException(FrameException.Kind.MALFORMED, "a header is no JSON object");
    }

    static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }
}
