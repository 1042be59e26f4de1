package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.pt model.pt true",
                "*.pt models/model.pt false",
                "**/*.pt model.pt true",
                "**/*.pt a/b/model.pt true",
                "src/** src/a/b.py true",
                "{model,net}.py net.py true",
                "{model,net}.py model,net.py false",
                "report.pdf reportxpdf false",
                "hw?.py hw1.py true",
                "a+(b).py a+(b).py true"
            })
    void starsStayInAFolderAndDoubleStarsDoNot(String pattern, String path, boolean matches) {
        assertThat(new FilePattern(pattern).matches(path)).isEqualTo(matches);
    }

    @Test
    void anOpenBraceIsAMistake() {
        assertThatThrownBy(() -> new FilePattern("{a,b")).hasMessageContaining("not closed");
    }

    @Test
    void aRequiredFileMayHaveAlternatives() {
        assertThat(RequiredFiles.missing(List.of("model.py|model.ipynb", "report.pdf"), List.of("model.ipynb")))
                .containsExactly("report.pdf");
    }
}
