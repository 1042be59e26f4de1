package dev.grader.cli.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Files in YAML that somebody has written. */
public final class YamlFile {
    // of a key that is there twice, the first would be lost unseen
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlFile() {}

    /**
     * What is in a file.
     *
     * @throws IllegalArgumentException with the line, when it is no YAML or has a key twice
     */
    public static JsonNode read(Path file) throws IOException {
        try {
            return YAML.readTree(TextFile.read(file));
        } catch (JsonProcessingException mistake) {
            throw new IllegalArgumentException(
                    file + " cannot be read: line " + mistake.getLocation().getLineNr() + ": "
                            + mistake.getOriginalMessage(),
                    mistake);
        }
    }
}
