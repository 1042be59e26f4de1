package dev.grader.api.course;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** The presets that come with the product: {@code presets/NAME.yaml} on the class path. */
@ApplicationScoped
public class Presets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    private final YAMLMapper yaml = YAMLMapper.builder()
            .addModule(new ParameterNamesModule())
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The preset of that name. */
    public Preset named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw unknown(name);
        }
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("presets/" + name + ".yaml")) {
            if (file == null) {
                throw unknown(name);
            }
            return yaml.readValue(file, Preset.class);
        } catch (IOException e) {
            throw new UncheckedIOException("preset " + name + " cannot be read", e);
        }
    }

    private static ProblemException unknown(String name) {
        return new ProblemException(Problem.COURSE_CONFIGURATION, "There is no preset '" + name + "'.");
    }
}
