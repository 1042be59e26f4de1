package dev.grader.core.gradebook.csv;

import dev.grader.core.suite.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first row of a list of members.
 *
 * @param names of all columns
 * @param columns places, by what is in them: login, name, role
 * @param ignored columns of what a course does not keep
 */
record MemberHeader(List<String> names, Map<String, Integer> columns, List<String> ignored) {
    static final String LOGIN = "login";
    static final String NAME = "name";
    static final String ROLE = "role";

    private static final List<String> TAKEN = List.of(LOGIN, NAME, ROLE);
    /** What lists of participants have besides. */
    private static final Set<String> OTHER =
            Set.of("", "email", "e-mail", "email address", "section", "group", "groups");

    MemberHeader {
        names = List.copyOf(names);
        columns = Map.copyOf(columns);
        ignored = List.copyOf(ignored);
    }

    /**
     * Finds out what the columns are.
     *
     * @throws CsvMistakes when none says who it is
     */
    static MemberHeader of(List<String> cells, long row, MistakeList mistakes) {
        List<String> names =
                cells.stream().map(cell -> FormulaGuard.unguard(cell.strip())).toList();
        Map<String, Integer> columns = new HashMap<>();
        List<String> ignored = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            String name = names.get(index);
            String word = HeaderWords.word(name);
            if (TAKEN.contains(word)) {
                if (columns.putIfAbsent(word, index) != null) {
                    mistakes.note(new CsvMistake(row, name, "the column is there twice; remove one"));
                }
            } else if (!OTHER.contains(word)) {
                mistakes.note(new CsvMistake(
                        row,
                        name,
                        "is none of login, name and role"
                                + Spelling.nearest(word, TAKEN)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("; remove it")));
            } else if (!name.isEmpty()) {
                ignored.add(name);
            }
        }
        if (!columns.containsKey(LOGIN)) {
            throw mistakes.refused(row, "no column says who it is: call it login");
        }
        return new MemberHeader(names, columns, ignored);
    }

    static boolean isLogin(String name) {
        return HeaderWords.word(name).equals(LOGIN);
    }

    /** The column's name as the file writes it. */
    String written(String column) {
        Integer index = columns.get(column);
        return index == null ? column : names.get(index);
    }

    /** What a row says in a column; empty where it says nothing or there is no such column. */
    String cell(String column, List<String> cells) {
        Integer index = columns.get(column);
        return index == null || index >= cells.size()
                ? ""
                : FormulaGuard.unguard(cells.get(index).strip()).strip();
    }
}
