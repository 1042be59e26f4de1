package dev.grader.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.client.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void escapeSequencesLoseTheirPower() {
        assertThat(SafeText.line("\u001b[2Jgone\u001b]0;title\u0007")).isEqualTo("[2Jgone]0;title");
        assertThat(SafeText.line("\u009b31mred")).isEqualTo("31mred");
    }

    @Test
    void marksThatTurnTheDirectionOfWritingAreLeftOut() {
        assertThat(SafeText.line("score \u202e001\u202c")).isEqualTo("score 001");
        assertThat(SafeText.line("a\u200bb\u2066c")).isEqualTo("abc");
    }

    @Test
    void aCarriageReturnCannotWriteOverALine() {
        assertThat(SafeText.line("failed\rpassed")).isEqualTo("failed passed");
        assertThat(SafeText.lines("one\r\ntwo\rthree")).isEqualTo("one\ntwo three");
    }

    @Test
    void lettersOfEveryScriptStay() {
        assertThat(SafeText.line("نمره ۱۷٫۲۵ – größer 深層 🎓")).isEqualTo("نمره ۱۷٫۲۵ – größer 深層 🎓");
    }

    @Test
    void jsonSaysTheSameWithEscapes() throws IOException {
        ObjectNode node =
                Json.MAPPER.createObjectNode().put("title", "a\u009b31mb\u0085c\u007f\u202e\u001b\ud83c\udf93\n نمره");

        String safe = SafeText.json(node.toPrettyString());

        assertThat(safe).contains("a\\u009b31mb\\u0085c\\u007f\\u202e\\u001B\ud83c\udf93\\n نمره");
        assertThat(Json.MAPPER.readTree(safe)).isEqualTo(node);
    }
}
