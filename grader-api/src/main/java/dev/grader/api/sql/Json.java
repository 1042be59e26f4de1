package dev.grader.api.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** Own records to and from jsonb columns. */
@Singleton
public final class Json {
    /** The NUL character in JSON text, after any number of escaped backslashes; no jsonb column takes it. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private static final String REPLACEMENT = "$1\uFFFD";

    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The value as text; what student code printed may have NUL characters in it, which become U+FFFD. */
    public String write(Object value) {
        try {
            return NUL.matcher(mapper.writeValueAsString(value)).replaceAll(REPLACEMENT);
        } catch (JsonProcessingException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
