package dev.grader.core.gradebook.csv;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.csv.GradeSheet.Column;
import dev.grader.core.gradebook.csv.GradeSheet.Line;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes grades as CSV by RFC 4180. What is open is empty.
 *
 * <p>Canvas finds the columns before the assignments by their order and a student by {@code ID}, then {@code SIS User ID}, then
 * {@code SIS Login ID}, then the name; it takes {@code EX} for excused, and a file with a byte order mark, which it also writes
 * on demand ({@code lib/gradebook_importer.rb}, {@code lib/csv_with_i18n.rb} of
 * <a href="https://github.com/instructure/canvas-lms">instructure/canvas-lms</a>). Moodle trims a byte order mark, asks which
 * column names the user, and takes an empty cell and {@code -} for no grade ({@code lib/csvlib.class.php},
 * {@code grade/import/csv/classes/load_data.php} of <a href="https://github.com/moodle/moodle">moodle/moodle</a>).
 */
public final class GradeCsvWriter {
    static final String EXCUSED = "excused";
    static final String MISSING = "missing";
    static final String CANVAS_EXCUSED = "EX";
    static final String POINTS_POSSIBLE = "    Points Possible";

    private static final Pattern TO_QUOTE = Pattern.compile("[\",;\\t\\x{61b}\\r\\n]|^\\s|\\s$");

    private final CsvShape shape;
    private final GradeSheet sheet;
    private final ColumnNames names;

    public GradeCsvWriter(CsvShape shape, GradeSheet sheet) {
        this.shape = shape;
        this.sheet = sheet;
        this.names = new ColumnNames(sheet.columns());
    }

    /** Writes a row for each student, after the rows of names. */
    public void write(Appendable target) throws IOException {
        target.append(header().stream().map(GradeCsvWriter::quoted).collect(Collectors.joining(",", "", "\r\n")));
        CSVPrinter printer = new CSVPrinter(target, CSVFormat.RFC4180);
        if (shape == CsvShape.CANVAS) {
            printer.printRecord(possible());
        }
        for (Line line : sheet.lines()) {
            printer.printRecord(cells(line));
        }
        printer.flush();
    }

    /** Quoted also for the other separators, so that whoever reads the first row knows which one is meant. */
    private static String quoted(String cell) {
        return TO_QUOTE.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private List<String> header() {
        List<String> cells = new ArrayList<>(
                switch (shape) {
                    case PLAIN -> List.of("student", "name");
                    case CANVAS -> List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section");
                    case MOODLE -> List.of("Username", "ID number", "Email address", "Full name");
                });
        for (Column column : sheet.columns()) {
            cells.add(FormulaGuard.guard(
                    shape == CsvShape.PLAIN ? ColumnNames.plain(column.id()) : names.title(column.id())));
        }
        if (shape == CsvShape.PLAIN) {
            cells.add(HeaderWords.PLAIN_GRADE);
        }
        return cells;
    }

    private List<String> possible() {
        List<String> cells = new ArrayList<>(List.of(POINTS_POSSIBLE, "", "", "", ""));
        sheet.columns()
                .forEach(column -> cells.add(
                        column.possible().map(BigDecimal::toPlainString).orElse("")));
        return cells;
    }

    private List<String> cells(Line line) {
        String login = FormulaGuard.guard(line.login());
        String name = FormulaGuard.guard(line.name());
        List<String> cells = new ArrayList<>();
        switch (shape) {
            case PLAIN -> Collections.addAll(cells, login, name);
            // the platform's own number and the section are not known here
            case CANVAS -> Collections.addAll(cells, name, "", login, login, "");
            case MOODLE -> Collections.addAll(cells, login, login, "", name);
        }
        for (Column column : sheet.columns()) {
            cells.add(cell(line.standing(column.id())));
        }
        if (shape == CsvShape.PLAIN) {
            cells.add(line.grade().map(BigDecimal::toPlainString).orElse(""));
        }
        return cells;
    }

    private String cell(Standing standing) {
        return switch (standing) {
            case Standing.Earned earned -> earned.earned().toPlainString();
            case Standing.Missing missing -> shape == CsvShape.PLAIN ? MISSING : "0";
            case Standing.Excused excused ->
                switch (shape) {
                    case PLAIN -> EXCUSED;
                    case CANVAS -> CANVAS_EXCUSED;
                    case MOODLE -> "";
                };
            case Standing.Open open -> "";
        };
    }
}
