package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequiredFilesTest {
    private static final List<String> NOTHING = List.of();
    private static final List<String> MODEL = List.of("model.py|model.ipynb");

    @Test
    void theFolderThatWasZippedIsTakenAway() {
        assertThat(RequiredFiles.wrappingFolder(MODEL, List.of("hw1/model.ipynb", "hw1/src/a.py")))
                .isEqualTo("hw1/");
        assertThat(RequiredFiles.wrappingFolder(NOTHING, List.of("hw1/model.py")))
                .isEqualTo("hw1/");
        assertThat(RequiredFiles.unwrapped(NOTHING, Map.of("hw1/src/a.py", new byte[1])))
                .containsOnlyKeys("src/a.py");
    }

    @Test
    void whatIsRightAsItIsStays() {
        assertThat(RequiredFiles.wrappingFolder(List.of("src/a.py"), List.of("src/a.py")))
                .isEmpty();
        assertThat(RequiredFiles.wrappingFolder(NOTHING, List.of("model.py", "src/a.py")))
                .isEmpty();
        assertThat(RequiredFiles.wrappingFolder(NOTHING, List.of("a/model.py", "b/model.py")))
                .isEmpty();
        assertThat(RequiredFiles.wrappingFolder(NOTHING, List.of())).isEmpty();
        assertThat(RequiredFiles.unwrapped(MODEL, Map.of("model.py", new byte[1])))
                .containsOnlyKeys("model.py");
    }
}
