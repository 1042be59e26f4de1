package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the text: a suite comes out, or errors with a place. */
@Timeout(120)
class SuiteParserFuzzTest {
    private static final String LENET =
            new String(SuiteFolders.files(SuiteFolders.LENET).get("suite.yaml"), StandardCharsets.UTF_8);
    private static final List<String> SCRAPS = List.of(
            "",
            "null",
            "-1",
            "0",
            "1e308",
            "99999999999999999999",
            "[]",
            "{}",
            "[[]]",
            "true",
            "''",
            "*a",
            "&a",
            "!!x",
            ": ",
            "- ",
            "\n",
            "\t",
            "\u0000",
            "\uFEFF",
            "<<",
            "'",
            "\"",
            "{literal: {}}",
            "{normal: [2], seed: 1}",
            "~",
            "a/b~c",
            "%",
            "---\n");

    private final SplittableRandom random = new SplittableRandom(20261121);
    private int parsed;
    private int refused;

    @Test
    void survivesChangedWords() {
        List<int[]> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("[^\\s,:\\[\\]{}]+").matcher(LENET);
        while (matcher.find()) {
            words.add(new int[] {matcher.start(), matcher.end()});
        }
        for (int round = 0; round < 300; round++) {
            int[] word = words.get(random.nextInt(words.size()));
            int[] other = words.get(random.nextInt(words.size()));
            String replacement = random.nextBoolean()
                    ? LENET.substring(other[0], other[1])
                    : SCRAPS.get(random.nextInt(SCRAPS.size()));
            tryToParse(LENET.substring(0, word[0]) + replacement + LENET.substring(word[1]));
        }
        assertThat(parsed).isPositive();
        assertThat(refused).isGreaterThan(parsed / 10);
    }

    @Test
    void survivesMissingAndRepeatedLines() {
        List<String> lines = LENET.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> changed = new ArrayList<>(lines);
            if (random.nextBoolean()) {
                changed.remove(i);
            } else {
                changed.add(random.nextInt(lines.size()), lines.get(i));
            }
            tryToParse(String.join("\n", changed));
        }
        assertThat(refused).isPositive();
    }

    @Test
    void survivesNoise() {
        for (int round = 0; round < 300; round++) {
            StringBuilder noise = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                noise.append(SCRAPS.get(random.nextInt(SCRAPS.size()))).append((char) random.nextInt(32, 127));
            }
            tryToParse(noise.toString());
        }
        assertThat(parsed).isZero();
    }

    private void tryToParse(String text) {
        try {
            SuiteParser.parse(text);
            parsed++;
        } catch (SuiteErrors errors) {
            refused++;
            assertThat(errors.errors()).isNotEmpty().allSatisfy(error -> {
                assertThat(error.file()).isEqualTo("suite.yaml");
                assertThat(error.line()).isLessThanOrEqualTo((int) text.lines().count() + 1);
                assertThat(error.message()).isNotBlank();
            });
        } catch (RuntimeException | java.lang.Error other) {
            fail("on this text: " + text, other);
        }
    }
}
