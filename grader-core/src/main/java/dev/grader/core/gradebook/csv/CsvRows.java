package dev.grader.core.gradebook.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a file one after the other: UTF-8 with or without a byte order mark, separated by commas, semicolons or tabs,
 * with any ends of lines. Stops at too many.
 */
final class CsvRows {
    static final int MOST_ROWS = 20_000;
    private static final int MOST_COLUMNS = 2_000;

    private static final String NOT_TEXT = "is no text in UTF-8; in Excel, save it as CSV UTF-8";

    private CsvRows() {}

    /** Takes them; the first is the header. */
    interface Taker {
        /** A row that is not empty, with its number as a spreadsheet counts. */
        void take(List<String> cells, long row);
    }

    /**
     * Reads all of them.
     *
     * @param isKey whether a name in the first row is that of a column by which rows are told apart
     * @throws CsvMistakes when this is no CSV, has no rows at all, or too many
     */
    static void read(InputStream input, Predicate<String> isKey, MistakeList mistakes, Taker taker) throws IOException {
        long last = 0;
        boolean hasHeader = false;
        try {
            CsvText text = CsvText.open(input, isKey);
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(text.delimiter())
                    .setIgnoreEmptyLines(false)
                    .get();
            try (CSVParser parser = format.parse(text.reader())) {
                for (CSVRecord record : parser) {
                    last = record.getRecordNumber() + text.rowsBefore();
                    List<String> cells = record.toList();
                    if (last > MOST_ROWS + 1) {
                        throw mistakes.refused(
                                last,
                                "there are more than " + MOST_ROWS
                                        + " rows; nothing was taken. Send the course's rows only");
                    }
                    if (!hasHeader && cells.size() > MOST_COLUMNS) {
                        throw mistakes.refused(last, "has more than " + MOST_COLUMNS + " columns");
                    }
                    if (!cells.stream().allMatch(String::isBlank)) {
                        hasHeader = true;
                        taker.take(cells, last);
                    }
                }
            }
        } catch (CharacterCodingException notText) {
            throw mistakes.refused(0, NOT_TEXT);
        } catch (UncheckedIOException failure) {
            throw mistakes.refused(
                    0,
                    failure.getCause() instanceof CharacterCodingException
                            ? NOT_TEXT
                            : "is no CSV after row " + last
                                    + ": a cell that begins with a quotation mark ends with one,"
                                    + " and one inside it is written twice");
        }
        if (!hasHeader) {
            throw mistakes.refused(0, "is empty; the first row names the columns");
        }
    }

    /**
     * Whether a row has no more cells than the first one; else that is noted.
     *
     * @param columns of the first row
     */
    static boolean fits(List<String> cells, int columns, long row, MistakeList mistakes) {
        for (int index = columns; index < cells.size(); index++) {
            if (!cells.get(index).isBlank()) {
                mistakes.note(new CsvMistake(
                        row,
                        "",
                        "has more cells than the first row, such as '" + CsvPoints.shortened(cells.get(index))
                                + "'; quote a cell that has the separator in it"));
                return false;
            }
        }
        return true;
    }
}
