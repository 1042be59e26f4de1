package dev.grader.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAlignedWithoutBlanksAtTheEnd() {
        Table table = new Table("TEST", "POINTS").row("a", "10/10").row("longer", "0/5");

        assertThat(table.lines(80)).containsExactly("TEST    POINTS", "a       10/10", "longer  0/5");
    }

    @Test
    void theWidestColumnGivesWay() {
        Table table = new Table("TEST", "POINTS").row("a very long title of a test", "10/10");

        assertThat(table.lines(24)).allMatch(line -> line.length() <= 24).last().isEqualTo("a very long tit…  10/10");
    }

    @Test
    void sentencesInTheLastColumnGoOnInTheNextLine() {
        Table table = new Table("TEST", "WHY")
                .row("a", "27 h late = 2 days; 2 of your 10 days used; no penalty")
                .row("b", "on time");

        assertThat(table.lines(32))
                .containsExactly(
                        "TEST  WHY",
                        "a     27 h late = 2 days; 2 of",
                        "      your 10 days used; no",
                        "      penalty",
                        "b     on time");
        assertThat(table.lines(10)).isEqualTo(table.lines(30));
    }

    @Test
    void cellsAreMadeHarmless() {
        assertThat(new Table("NAME").row("\u001b[31mred\nnext").lines(80))
                .last()
                .isEqualTo("[31mred next");
    }

    @Test
    void aRowHasACellForEveryColumn() {
        assertThatThrownBy(() -> new Table("A", "B").row("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
