package dev.grader.cli.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Columns of text. The widest column gives way when the table is wider than the terminal: the last one goes on in the next
 * line, as it holds sentences; another one is cut.
 */
public final class Table {
    private static final String GAP = "  ";
    private static final int SMALLEST_COLUMN = 8;
    /** A sentence in a narrower column cannot be read. */
    private static final int SMALLEST_SENTENCE = 24;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        this.header = List.of(header);
        rows.add(this.header);
    }

    /** Adds a row; its cells are made harmless. */
    public Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in a table of " + header.size());
        }
        rows.add(List.of(cells).stream().map(SafeText::line).toList());
        return this;
    }

    /** The lines of the table, header first, none longer than the width unless the table has too many columns. */
    public List<String> lines(int width) {
        int[] widths = widths();
        int excess = total(widths) - width;
        if (excess > 0) {
            int widest = widest(widths);
            int smallest = widest == widths.length - 1 ? SMALLEST_SENTENCE : SMALLEST_COLUMN;
            widths[widest] = Math.max(Math.min(smallest, widths[widest]), widths[widest] - excess);
        }
        return rows.stream()
                .flatMap(row -> wrapped(row, widths[widths.length - 1]).stream())
                .map(row -> line(row, widths))
                .toList();
    }

    /** A row as several, where its last cell has to go on in the next line. */
    private static List<List<String>> wrapped(List<String> row, int width) {
        List<List<String>> parts = new ArrayList<>();
        List<String> first = new ArrayList<>(row.subList(0, row.size() - 1));
        for (String part : broken(row.getLast(), width)) {
            List<String> cells = parts.isEmpty() ? first : new ArrayList<>(Collections.nCopies(row.size() - 1, ""));
            cells.add(part);
            parts.add(cells);
        }
        return parts;
    }

    /** At blanks; a word that is longer than a line is cut with it. */
    private static List<String> broken(String cell, int width) {
        List<String> parts = new ArrayList<>();
        String rest = cell;
        while (length(rest) > width) {
            int end = rest.lastIndexOf(' ', rest.offsetByCodePoints(0, width));
            if (end <= 0) {
                break;
            }
            parts.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        parts.add(rest);
        return parts;
    }

    private int[] widths() {
        int[] widths = new int[header.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        return widths;
    }

    private static int total(int[] widths) {
        int total = GAP.length() * (widths.length - 1);
        for (int columns : widths) {
            total += columns;
        }
        return total;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            widest = widths[column] > widths[widest] ? column : widest;
        }
        return widest;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cut(row.get(column), widths[column]);
            line.append(column == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[column] - length(cell)));
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String cell, int width) {
        if (length(cell) <= width) {
            return cell;
        }
        return cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
