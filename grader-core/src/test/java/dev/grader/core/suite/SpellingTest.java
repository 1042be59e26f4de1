package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void countsEdits() {
        assertThat(Spelling.distance("points", "points")).isZero();
        assertThat(Spelling.distance("ponts", "points")).isEqualTo(1);
        assertThat(Spelling.distance("titel", "title")).isEqualTo(1);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void suggestsOnlyWhatIsNear() {
        assertThat(Spelling.nearest("vissible", List.of("hidden", "visible"))).contains("visible");
        assertThat(Spelling.nearest("secret", List.of("hidden", "visible"))).isEmpty();
    }
}
