package dev.grader.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class VerdictDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "verdicts.md");

    @Test
    void theTableHasOneRowPerVerdictInTheOrderOfTheEnum() throws IOException {
        assertThat(rows().stream().map(row -> row.subList(1, 4)))
                .containsExactlyElementsOf(Arrays.stream(Verdict.values())
                        .map(verdict -> List.of(
                                verdict.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                verdict.cause().name().toLowerCase(Locale.ROOT),
                                verdict.retried() ? "yes" : "no"))
                        .toList());
    }

    @Test
    void everyRowSaysWhatIsObserved() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.getFirst()).hasSizeGreaterThan(10));
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
