package dev.grader.core.gradebook.csv;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Any table as CSV by RFC 4180, in which no text is taken for a formula. */
public final class GuardedCsv {
    private GuardedCsv() {}

    /** All rows, the first of which names the columns. */
    public static String write(List<List<String>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
        for (List<String> row : rows) {
            printer.printRecord(row.stream().map(FormulaGuard::guard).toList());
        }
        printer.flush();
        return text.toString();
    }
}
