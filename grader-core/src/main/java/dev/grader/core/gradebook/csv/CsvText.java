package dev.grader.core.gradebook.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a CSV, after what stands in front of the first row.
 *
 * @param rowsBefore rows that a spreadsheet counts and that are not read
 */
record CsvText(Reader reader, char delimiter, int rowsBefore) {
    private static final int LOOKED_AT = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    /** Excel's own way to say it. */
    private static final Pattern DECLARED = Pattern.compile("(?i)sep=(.)\\s*");

    /** To the end of the line where a cell goes on in the next one. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*(?:\"|$)");

    /** Commas win when nothing separates, or as much. The last one is the Arabic semicolon. */
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '\u061b');

    /** Opens a file in whose first row some column has a name that is a key. */
    static CsvText open(InputStream input, Predicate<String> isKey) throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(
                        input,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                LOOKED_AT);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        String line = firstLine(reader);
        Matcher declared = DECLARED.matcher(line);
        if (declared.matches()) {
            reader.readLine();
            return new CsvText(reader, declared.group(1).charAt(0), 1);
        }
        return new CsvText(reader, delimiter(line, isKey), 0);
    }

    /** What the first row begins with, without reading on. */
    private static String firstLine(BufferedReader reader) throws IOException {
        reader.mark(LOOKED_AT);
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        while (next >= 0 && next != '\n' && next != '\r' && line.length() < LOOKED_AT - 1) {
            line.append((char) next);
            next = reader.read();
        }
        reader.reset();
        return line.toString();
    }

    /** The most frequent one of those by which a column says whose rows they are; of all, when none does. */
    private static char delimiter(String line, Predicate<String> isKey) {
        String outside = QUOTED.matcher(line).replaceAll("");
        List<Character> fitting = DELIMITERS.stream()
                .filter(letter -> hasKey(line, letter, isKey))
                .toList();
        char best = DELIMITERS.getFirst();
        long most = 0;
        for (char delimiter : fitting.isEmpty() ? DELIMITERS : fitting) {
            long count = outside.chars().filter(letter -> letter == delimiter).count();
            if (count > most) {
                best = delimiter;
                most = count;
            }
        }
        return best;
    }

    private static boolean hasKey(String line, char delimiter, Predicate<String> isKey) {
        return Pattern.compile(Pattern.quote(String.valueOf(delimiter)))
                .splitAsStream(line)
                .anyMatch(cell -> isKey.test(cell.replace('"', ' ')));
    }
}
