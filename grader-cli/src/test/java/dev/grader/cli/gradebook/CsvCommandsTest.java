package dev.grader.cli.gradebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.ApiCommands;
import dev.grader.cli.ExitCode;
import dev.grader.cli.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CsvCommandsTest extends ApiCommands {
    private static final String CSV = " /api/v1/courses/deep/gradebook.csv?";
    private static final String CHANGES = """
            {"applied": false, "preview": "abc", "shape": "plain", "unchanged": 3, "warnings": [], "ignored": [],
             "changes": [{"student": "sara", "assignment": "exam", "before": "open", "points": 17.50}]}""";

    @Test
    void anExportGoesToTheOutputOrToAFile() throws IOException {
        api.answer("GET" + CSV + "shape=canvas", 200, "text/csv", "Student,ID\r\nزهرا,1\r\n");
        assertThat(run("gradebook", "export", "deep", "--shape", "canvas")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines()).containsExactly("Student,ID", "زهرا,1");

        api.answer("GET" + CSV + "shape=canvas&bom=true", 200, "text/csv", "\ufeffStudent,ID\r\nزهرا,1\r\n");
        Path file = folder.resolve("grades.csv");
        assertThat(run("gradebook", "export", "deep", "--shape", "CANVAS", "--output", file.toString(), "--excel"))
                .isEqualTo(ExitCode.OK);
        assertThat(Files.readString(file)).isEqualTo("\ufeffStudent,ID\r\nزهرا,1\r\n");
    }

    @Test
    void anImportShowsWhatChangesAndAsks() throws IOException {
        String preview = "POST" + CSV + "preview=true";
        String applied = "POST" + CSV + "preview=false&allowAbove=false&expected=abc&reason=exam%20of%20May";
        api.answer(preview, 200, CHANGES).answer(applied, 200, CHANGES);
        String file = file("student,exam\nsara,17.5\n");

        assertThat(run("gradebook", "import", "deep", file, "--preview")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("sara", "exam", "open", "17.5");
        assertThat(shown(talk)).contains("1 to enter, 3 as they are already.");
        assertThat(run("gradebook", "import", "deep", file)).isEqualTo(ExitCode.USAGE);
        assertThat(answering("no\n", "gradebook", "import", "deep", file)).isEqualTo(ExitCode.FAILURE);
        assertThat(api.calls()).extracting(FakeApi.Call::what).containsOnly(preview);

        assertThat(run("gradebook", "import", "deep", file, "--yes", "--reason", "exam of May"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().what()).isEqualTo(applied);
        assertThat(api.calls().getLast().body()).isEqualTo("student,exam\nsara,17.5\n");
        assertThat(shown(talk)).contains("1 grades were entered.");
    }

    @Test
    void mistakesAreListedWithTheirPlaces() throws IOException {
        api.answer("POST" + CSV + "preview=true", 400, """
                {"status": 400, "code": "INVALID_REQUEST", "detail": "x",
                 "errors": [{"row": 1, "column": "exma", "message": "there is no assignment 'exma'"},
                            {"row": 4, "column": "", "message": "'ali' is in row 2 already; keep one"}]}""");
        assertThat(run("gradebook", "import", "deep", file("student,exma\n"), "--yes"))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(data).lines())
                .containsExactly(
                        "row 1, column 'exma': there is no assignment 'exma'",
                        "row 4: 'ali' is in row 2 already; keep one");
        assertThat(shown(talk)).contains("Nothing was entered.");
    }

    @Test
    void moreThanFullMarksIsEnteredOnlyWhenItIsMeant() throws IOException {
        api.answer("POST" + CSV + "preview=true", 200, CHANGES.replace("\"warnings\": []", """
                "warnings": [{"row": 2, "column": "exam", "message": "25 is more than the 20 points of full marks"}]"""));
        String applied = "POST" + CSV + "preview=false&allowAbove=true&expected=abc&reason=";
        api.answer(applied, 200, CHANGES);
        String file = file("student,exam\nsara,25\n");

        assertThat(run("gradebook", "import", "deep", file, "--yes")).isEqualTo(ExitCode.FAILURE);
        assertThat(shown(talk)).contains("row 2, column 'exam': 25 is more than the 20", "--allow-above");
        assertThat(run("gradebook", "import", "deep", file, "--yes", "--allow-above"))
                .isEqualTo(ExitCode.OK);
        assertThat(api.calls().getLast().what()).isEqualTo(applied);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("in.csv"), text).toString();
    }
}
