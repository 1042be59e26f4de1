package dev.grader.api.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final Json json = new Json(new ObjectMapper());

    /** PostgreSQL refuses a whole document because of one; a student prints it easily. */
    @Test
    void aNulCharacterIsReplaced() {
        assertThat(json.write("a\0b\0\0")).isEqualTo("\"a\uFFFDb\uFFFD\uFFFD\"");
    }

    @Test
    void aBackslashBeforeTheLettersIsNoNulCharacter() {
        String text = "\\u0000 and \\\\u0000 and \\\0";

        assertThat(json.read(json.write(text), String.class)).isEqualTo("\\u0000 and \\\\u0000 and \\\uFFFD");
    }
}
