package dev.grader.core.gradebook.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberCsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "login,name,role\nada,\"Lovelace, Ada\",ta\nben,,\n",
                "\ufeffLogin;NAME;Role\r\nada;Lovelace, Ada;TA\r\n\r\nben;;\r\n",
                "sep=\t\r\nROLE\tname\tlogin\r\nta\tLovelace, Ada\tada\r\n\t\tben\r\n",
                "name; email ;login;role\nLovelace, Ada;ada@x.org;ada;ta\n;;ben\n"
            })
    void membersAreReadHoweverTheyAreWritten(String text) throws IOException {
        assertThat(read(text).rows())
                .extracting(MemberRow::login, MemberRow::name, MemberRow::role)
                .containsExactly(
                        tuple("ada", Optional.of("Lovelace, Ada"), Optional.of("ta")),
                        tuple("ben", Optional.empty(), Optional.empty()));
    }

    @Test
    void whatACourseDoesNotKeepIsNamed() throws IOException {
        MemberCsvReader.Members members = read("Login,Email,Section,\nada,a@x.org,2,\n");
        assertThat(members.ignored()).containsExactly("Email", "Section");
        assertThat(members.header()).isEqualTo(Map.of("login", "Login"));
        assertThat(members.rows().getFirst().row()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            login,nmae\\nada,Ada          | row 1, column 'nmae': is none of login, name and role; did you mean 'name'?
            login,points\\nada,3          | row 1, column 'points': is none of login, name and role; remove it
            login,Login\\nada,ben         | row 1, column 'Login': the column is there twice; remove one
            user,name\\nada,Ada           | row 1: no column says who it is: call it login
            login\\nada\\nben\\nada       | row 4, column 'login': 'ada' is in row 2 already; keep one
            login\\nAda                   | row 2, column 'login': 'Ada' must be 1 to 64 of a-z
            login\\nAda                   | write 'ada'
            login,name\\n,Ada             | row 2, column 'login': is empty; write the login
            Login,Role\\nada,tutor        | row 2, column 'Role': 'tutor' is none of student, ta and instructor
            login,name\\nada,"A\\nB"      | row 2, column 'name': has a line break
            login,name\\nLovelace, Ada,x  | row 2: has more cells than the first row
            login,name\\nada,"Ada         | The file is no CSV after row 1
            ~~                            | The file is empty; the first row names the columns
            """)
    void mistakesAreNamedWithTheirPlaces(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(CsvMistakes.class)
                .hasMessageContaining(message);
    }

    @Test
    void mistakesAreListedTogether() {
        assertThatThrownBy(() -> read("login,role\nAda,boss\n\nben,ta\nben,\n"))
                .isInstanceOfSatisfying(
                        CsvMistakes.class,
                        mistakes -> assertThat(mistakes.mistakes())
                                .extracting(mistake -> mistake.row() + " " + mistake.column())
                                .containsExactly("2 login", "2 role", "5 login"));
    }

    @Test
    void aMillionRowsAreRefusedEarly() {
        String rows = IntStream.range(0, 1_000_000).mapToObj(row -> "u" + row).collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> read("login\n" + rows))
                .isInstanceOf(CsvMistakes.class)
                .hasMessageContaining("row 20002: there are more than 20000 rows; nothing was taken");
    }

    private static MemberCsvReader.Members read(String text) throws IOException {
        return MemberCsvReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
