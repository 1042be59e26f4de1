package dev.grader.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenFormatTest {
    private final Random random = new Random(7);

    @Test
    void aMadeTokenIsValid() {
        String token = TokenFormat.generate(random::nextInt);

        assertThat(token).startsWith("grd_").hasSize(40);
        assertThat(TokenFormat.isValid(token)).isTrue();
    }

    @Test
    void anyMistypedCharacterIsNoticed() {
        String token = TokenFormat.generate(random::nextInt);
        for (int i = TokenFormat.PREFIX.length(); i < token.length(); i++) {
            char other = token.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(TokenFormat.isValid(token.substring(0, i) + other + token.substring(i + 1)))
                    .as("character %d", i)
                    .isFalse();
        }
    }

    /** By Python's zlib, CRC-32 of thirty zeros is 2011552642, and that in base 62 is 2C8GjS. */
    @Test
    void theChecksumIsCrc32InBase62() {
        assertThat(TokenFormat.generate(bound -> 0)).isEqualTo("grd_" + "0".repeat(30) + "2C8GjS");
    }
}
