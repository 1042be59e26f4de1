package dev.grader.core.gradebook.csv;

/**
 * One mistake in a CSV.
 *
 * @param row as a spreadsheet counts, from 1; 0 for the file itself
 * @param column its name in the first row; empty for the whole row
 */
public record CsvMistake(long row, String column, String message) {
    @Override
    public String toString() {
        if (row == 0) {
            return message;
        }
        return "row " + row + (column.isEmpty() ? "" : ", column '" + column + "'") + ": " + message;
    }
}
