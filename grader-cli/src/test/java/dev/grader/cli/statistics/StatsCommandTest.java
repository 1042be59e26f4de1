package dev.grader.cli.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.ApiCommands;
import dev.grader.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatsCommandTest extends ApiCommands {
    private static final String LENET = "/api/v1/courses/deep/assignments/lenet";

    @Test
    void anAssignmentInWordsAndBars() {
        api.answer("GET " + LENET + "/statistics", 200, """
                {"assignment": "lenet", "title": "LeNet", "possible": 20, "earned": 3, "missing": 1, "excused": 0, "open": 2,
                 "points": {"count": 3, "mean": 12.00, "standardDeviation": 6.16, "lowest": 5.00, "lowerQuartile": 8.00,
                            "median": 11.00, "upperQuartile": 15.50, "highest": 20.00,
                            "bins": [{"from": 0, "to": 2, "count": 0}, {"from": 2, "to": 4, "count": 2}]},
                 "tests": [{"id": "size", "title": "Size", "maximum": 4, "judged": 3, "passed": 2, "open": 1,
                            "passRate": 66.7, "meanPoints": 2.67}],
                 "timeToGrade": {"count": 3, "median": 61.50, "ninthDecile": 80.00, "longest": 90.25},
                 "timeToMark": {"count": 2, "median": 5400.00, "ninthDecile": 86400.00, "longest": 820800.00},
                 "unit": "day", "used": [{"units": 0, "students": 3}, {"units": 1, "students": 1}]}""");
        assertThat(run("stats", "deep/lenet")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines())
                .containsExactly(
                        "LeNet: 3 with points, 1 missing, 0 excused, 2 open",
                        "Points of 20: mean 12, standard deviation 6.16; lowest 5, quartiles 8, 11, 15.5, highest 20",
                        "  0 to 2  0",
                        "  2 to 4  ## 2",
                        "TEST  TITLE  PASSED  RATE    MEAN  OF  OPEN",
                        "size  Size   2 of 3  66.7 %  2.67  4   1",
                        "Time to grade, of 3: median 61.5 s, nine of ten within 80 s, longest 90.25 s",
                        "Time to marks by the rubric, of 2: median 1.5 h, nine of ten within 1 day, longest 9.5 days",
                        "Budget used by those who handed in:",
                        "  0 days  ### 3",
                        "  1 day   # 1");
    }

    @Test
    void longBarsShareTheRoomThatThereIs() {
        assertThat(new Histogram().bar("a", 400).bar("b", 1).bar("c", 0).lines())
                .containsExactly("a  " + "#".repeat(40) + " 400", "b  # 1", "c  0");
    }

    @Test
    void aDownloadIsThereOnlyWhenItIsWhole() throws IOException {
        Path file = folder.resolve("all.zip");
        assertThat(run("download", "deep/lenet", "--output", file.toString())).isEqualTo(ExitCode.FAILURE);
        assertThat(file).doesNotExist();

        api.answer("GET " + LENET + "/submissions.zip?all=true", 200, "application/zip", "PK");
        assertThat(run("download", "deep/lenet", "--all", "--output", file.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(Files.readString(file)).isEqualTo("PK");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(run("download", "deep/lenet", "--all", "--output", file.toString()))
                .isEqualTo(ExitCode.USAGE);
    }
}
