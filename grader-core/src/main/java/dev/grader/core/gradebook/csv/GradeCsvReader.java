package dev.grader.core.gradebook.csv;

import dev.grader.core.gradebook.csv.GradeSheet.Column;
import dev.grader.core.gradebook.csv.ImportedGrades.ImportedGrade;
import dev.grader.core.gradebook.csv.ImportedGrades.Mark;
import dev.grader.core.suite.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads grades from CSV, row by row, and stops as soon as there are too many rows or mistakes. */
public final class GradeCsvReader {
    private static final int MOST_GRADES = 1_000_000;
    /** No search for the nearest login in courses that are larger. */
    private static final int MOST_COMPARED = 5_000;

    /** What Canvas writes for assignments whose grades are not seen yet. */
    private static final Pattern POSTING =
            Pattern.compile("\\s*(?:muted|manual posting.*)?\\s*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Set<String> NOTHING = Set.of("", "-", "–", "n/a");
    private static final Set<String> EXCUSED = Set.of("excused", "ex");
    private static final Set<String> MISSING = Set.of("missing", "mi");

    private final ColumnNames columns;
    private final Collection<String> logins;
    private final Map<String, String> loginsByKey = new HashMap<>();
    private final MistakeList mistakes = new MistakeList();
    private final Map<String, Long> rows = new HashMap<>();
    private final List<ImportedGrade> grades = new ArrayList<>();
    private final Set<Integer> readOnly = new HashSet<>();
    private @Nullable CsvHeader header;

    /**
     * A reader for one file.
     *
     * @param logins of the course's students
     */
    public GradeCsvReader(List<Column> columns, Collection<String> logins) {
        this.columns = new ColumnNames(columns);
        this.logins = logins;
        logins.forEach(login -> loginsByKey.put(key(login), login));
    }

    /**
     * Reads a file: UTF-8 with or without a byte order mark, separated by commas, semicolons or tabs.
     *
     * @throws CsvMistakes with what was found, when it cannot be taken
     */
    public ImportedGrades read(InputStream input) throws IOException {
        CsvRows.read(input, HeaderWords::isLogin, mistakes, this::take);
        mistakes.requireNone();
        CsvHeader head = Objects.requireNonNull(header);
        return new ImportedGrades(head.shape(), head.ignored(), grades);
    }

    private void take(List<String> cells, long row) {
        if (header == null) {
            header = CsvHeader.of(cells, columns, row, mistakes::note);
        } else {
            student(cells, row, header);
        }
    }

    private void student(List<String> cells, long row, CsvHeader head) {
        if (head.shape() == CsvShape.CANVAS && isNoStudent(cells, head)) {
            return;
        }
        if (!CsvRows.fits(cells, head.names().size(), row, mistakes)) {
            return;
        }
        Optional<String> student = login(cells, row, head);
        if (student.isEmpty()) {
            return;
        }
        Long other = rows.putIfAbsent(student.get(), row);
        if (other != null) {
            mistakes.note(new CsvMistake(row, "", "'" + student.get() + "' is in row " + other + " already; keep one"));
            return;
        }
        head.assignments().forEach((index, assignment) -> {
            if (index < cells.size() && !readOnly.contains(index)) {
                grade(cells.get(index), row, head.names().get(index), student.get(), assignment);
            }
        });
    }

    /** Rows that Canvas puts between the names and the students, and its test student. */
    private boolean isNoStudent(List<String> cells, CsvHeader head) {
        if (!named(cells, head).isEmpty()) {
            return false;
        }
        String first = cells.getFirst().strip().toLowerCase(Locale.ROOT);
        if (first.equals("points possible")) {
            for (int index = 0; index < cells.size(); index++) {
                if (cells.get(index).contains("(read only)")) {
                    readOnly.add(index);
                }
            }
            return true;
        }
        boolean isTest = first.equals("student, test")
                || (first.equals("student")
                        && cells.size() > 1
                        && key(cells.get(1)).equals("test"));
        return isTest || cells.stream().allMatch(cell -> POSTING.matcher(cell).matches());
    }

    /** Which students of the course a row names, by column. */
    private Map<Integer, String> named(List<String> cells, CsvHeader head) {
        Map<Integer, String> named = new LinkedHashMap<>();
        for (int index : head.logins()) {
            String login = index < cells.size() ? loginsByKey.get(key(identity(cells.get(index)))) : null;
            if (login != null) {
                named.put(index, login);
            }
        }
        return named;
    }

    private Optional<String> login(List<String> cells, long row, CsvHeader head) {
        Map<Integer, String> named = named(cells, head);
        if (named.isEmpty()) {
            Optional<Integer> given = head.logins().stream()
                    .filter(index ->
                            index < cells.size() && !identity(cells.get(index)).isEmpty())
                    .findFirst();
            mistakes.note(new CsvMistake(
                    row,
                    head.names().get(given.orElse(head.logins().getFirst())),
                    given.map(index -> unknown(identity(cells.get(index))))
                            .orElse("is empty; write the student's login")));
            return Optional.empty();
        }
        Map.Entry<Integer, String> first = named.entrySet().iterator().next();
        for (Map.Entry<Integer, String> other : named.entrySet()) {
            if (!other.getValue().equals(first.getValue())) {
                mistakes.note(new CsvMistake(
                        row,
                        head.names().get(other.getKey()),
                        "names '" + other.getValue() + "', but '" + head.names().get(first.getKey()) + "' names '"
                                + first.getValue() + "'; a row is of one student"));
                return Optional.empty();
            }
        }
        return Optional.of(first.getValue());
    }

    private static String identity(String cell) {
        return FormulaGuard.unguard(cell.strip());
    }

    private String unknown(String login) {
        Optional<String> near =
                logins.size() > MOST_COMPARED ? Optional.<String>empty() : Spelling.nearest(login, logins);
        return "there is no student '" + CsvPoints.shortened(login) + "' in the course"
                + near.map(one -> "; did you mean '" + one + "'?").orElse("");
    }

    private void grade(String cell, long row, String column, String student, String assignment) {
        String word = key(FormulaGuard.unguard(cell));
        if (NOTHING.contains(word)) {
            return;
        }
        try {
            Mark mark = EXCUSED.contains(word)
                    ? new Mark.Excused()
                    : MISSING.contains(word) ? new Mark.Missing() : new Mark.Points(CsvPoints.parse(cell));
            grades.add(new ImportedGrade(row, column, student, assignment, mark));
        } catch (IllegalArgumentException mistake) {
            mistakes.note(new CsvMistake(row, column, String.valueOf(mistake.getMessage())));
        }
        if (grades.size() > MOST_GRADES) {
            throw mistakes.refused(row, "there are more than " + MOST_GRADES + " grades; nothing was taken");
        }
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
