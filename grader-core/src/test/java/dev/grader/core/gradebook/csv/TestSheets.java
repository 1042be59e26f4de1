package dev.grader.core.gradebook.csv;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.csv.GradeSheet.Column;
import dev.grader.core.gradebook.csv.GradeSheet.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Gradebooks with everything that a CSV could trip over. */
final class TestSheets {
    private static final List<String> TEXTS = List.of(
            "=1+1",
            "'=1",
            "''@x",
            "a,b",
            "a;b",
            "\"quoted\"",
            "two\nlines",
            "\tx",
            " x ",
            "زهرا احمدی",
            "-5",
            "@home",
            "Homework (5)",
            "Quiz: one",
            "student",
            "Name",
            "Final Score",
            "Username",
            "ID",
            "hw0",
            "x;=1",
            "a\t@b",
            "a,-b",
            "one;two;three;four;five;six;seven;eight;nine",
            "a;Username;b;c;d;e;f;g;h;i;j;k;l",
            "SIS User ID",
            "LastName",
            "Suspended",
            "Course total (Real)",
            "Course total, explained",
            "Talk on the Final Grade",
            "Override Status",
            "x (Feedback)",
            "Forum: one",
            "Talk [hw1]",
            "Talk",
            "[hw1]",
            "Login",
            "E-mail",
            "Student, Test",
            "Homework",
            "Homework");

    private TestSheets() {}

    static GradeSheet random(Random random) {
        List<Column> columns = new ArrayList<>();
        for (String id : List.of(
                "hw0",
                "hw1",
                "name",
                "student",
                "final",
                "final-grade",
                "id",
                "username",
                "login",
                "email",
                "section",
                "department",
                "suspended",
                "lastname")) {
            columns.add(new Column(id, text(random), Optional.of(BigDecimal.valueOf(1_000))));
        }
        List<Line> lines = new ArrayList<>();
        for (int student = 0; student < 8; student++) {
            Map<String, Standing> standings = new HashMap<>();
            columns.forEach(column -> standings.put(column.id(), standing(random)));
            lines.add(new Line(
                    (student % 3 == 0 ? "-" : "s") + student,
                    text(random),
                    standings,
                    Optional.of(BigDecimal.valueOf(random.nextInt(10_000), 2))));
        }
        return new GradeSheet(columns, lines);
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static Standing standing(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Standing.Missing();
            case 1 -> new Standing.Excused();
            case 2 -> new Standing.Open();
            default -> new Standing.Earned(BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(6) + 3));
        };
    }
}
