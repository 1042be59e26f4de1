package dev.grader.core.gradebook.csv;

import dev.grader.core.suite.Spelling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The first row.
 *
 * @param names of all columns
 * @param logins columns that say whose row it is, the one that is to say it first
 * @param assignments ids, by column
 * @param ignored columns that hold nothing that is taken
 */
record CsvHeader(
        CsvShape shape,
        List<String> names,
        List<Integer> logins,
        Map<Integer, String> assignments,
        List<String> ignored) {
    CsvHeader {
        names = List.copyOf(names);
        logins = List.copyOf(logins);
        assignments = Collections.unmodifiableMap(new LinkedHashMap<>(assignments));
        ignored = List.copyOf(ignored);
    }

    /**
     * Finds out what the columns are.
     *
     * @param row of the header, as a spreadsheet counts
     * @throws CsvMistakes when nothing says whose rows they are
     */
    static CsvHeader of(List<String> cells, ColumnNames known, long row, Consumer<CsvMistake> mistakes) {
        List<String> names =
                cells.stream().map(cell -> FormulaGuard.unguard(cell.strip())).toList();
        CsvShape shape = shape(names, row);
        List<Integer> logins = new ArrayList<>();
        Map<Integer, String> assignments = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            if (isLogin(shape, name)) {
                if (seen.put(HeaderWords.word(name), name) != null) {
                    mistakes.accept(new CsvMistake(row, name, "the column is there twice; remove one"));
                }
                // the platform's own number is no login everywhere
                logins.add(HeaderWords.word(name).equals(HeaderWords.CANVAS_LOGIN) ? 0 : logins.size(), index);
            } else if (known.bracketed(name).isPresent()) {
                assign(index, name, known, row, seen, assignments, mistakes);
            } else if (name.isEmpty() || HeaderWords.isOther(shape, name)) {
                ignored.add(name);
            } else {
                assign(index, name, known, row, seen, assignments, mistakes);
            }
        }
        return new CsvHeader(
                shape,
                names,
                logins,
                assignments,
                ignored.stream().filter(name -> !name.isEmpty()).toList());
    }

    private static void assign(
            int index,
            String name,
            ColumnNames known,
            long row,
            Map<String, String> seen,
            Map<Integer, String> assignments,
            Consumer<CsvMistake> mistakes) {
        known.find(name)
                .ifPresentOrElse(
                        id -> {
                            String other = seen.putIfAbsent("[" + id + "]", name);
                            if (other != null) {
                                mistakes.accept(new CsvMistake(
                                        row,
                                        name,
                                        "the assignment '" + id + "' has two columns"
                                                + (other.equals(name) ? "" : ", also '" + other + "'")
                                                + "; remove one"));
                            }
                            assignments.put(index, id);
                        },
                        () -> mistakes.accept(new CsvMistake(row, name, known.unknown(name))));
    }

    private static boolean isLogin(CsvShape shape, String name) {
        String word = HeaderWords.word(name);
        return switch (shape) {
            case PLAIN -> word.equals(HeaderWords.PLAIN_LOGIN);
            case CANVAS -> word.equals(HeaderWords.CANVAS_LOGIN) || word.equals(HeaderWords.CANVAS_USER);
            case MOODLE -> HeaderWords.MOODLE_IDS.contains(word);
        };
    }

    private static CsvShape shape(List<String> names, long row) {
        Set<String> words = names.stream().map(HeaderWords::word).collect(Collectors.toSet());
        if (words.contains(HeaderWords.CANVAS_LOGIN)) {
            return CsvShape.CANVAS;
        }
        // Moodle has no such column, while an assignment may be called username
        if (words.contains(HeaderWords.PLAIN_LOGIN)) {
            return CsvShape.PLAIN;
        }
        if (words.stream().anyMatch(HeaderWords.MOODLE_IDS::contains)) {
            return CsvShape.MOODLE;
        }
        List<String> allowed = List.of("student", "SIS Login ID", "Username", "ID number", "Email address");
        String hint = names.stream()
                .flatMap(name -> Spelling.nearest(name, allowed).stream()
                        .map(near -> "; did you mean '" + near + "' by '" + name + "'?"))
                .findFirst()
                .orElse("");
        throw new CsvMistakes(List.of(new CsvMistake(
                row,
                "",
                "no column says whose grades they are: student, or SIS Login ID (Canvas), or Username, ID number or"
                        + " Email address (Moodle)" + hint)));
    }
}
