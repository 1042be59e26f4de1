package dev.grader.core.gradebook.csv;

import dev.grader.core.gradebook.csv.GradeSheet.Column;
import dev.grader.core.suite.Spelling;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How assignments are named in the first row. */
final class ColumnNames {
    /** Of the plain shape; an assignment of that name is written in brackets. */
    private static final Set<String> TAKEN = Set.of("student", "name");

    private final Map<String, String> titles = new LinkedHashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final List<String> known;

    ColumnNames(List<Column> columns) {
        Map<String, Integer> uses = new HashMap<>();
        columns.forEach(column -> uses.merge(key(column.title()), 1, Integer::sum));
        Set<String> slugs = columns.stream().map(column -> key(column.id())).collect(Collectors.toSet());
        for (Column column : columns) {
            String bracketed = column.title() + " [" + column.id() + "]";
            // a title that is taken for something else would come back as that
            boolean unique = uses.getOrDefault(key(column.title()), 0) == 1
                    && (!slugs.contains(key(column.title()))
                            || key(column.title()).equals(key(column.id())))
                    && key(column.title()).equals(key(HeaderWords.bare(column.title())))
                    && !HeaderWords.isReserved(column.title());
            titles.put(column.id(), unique ? column.title() : bracketed);
            ids.putIfAbsent(key(bracketed), column.id());
            ids.putIfAbsent(key("[" + column.id() + "]"), column.id());
            if (unique) {
                ids.putIfAbsent(key(column.title()), column.id());
            }
        }
        // an id wins over a title that looks like it
        columns.forEach(column -> ids.put(key(column.id()), column.id()));
        known = columns.stream().map(Column::id).toList();
    }

    /** For people who know titles. */
    String title(String id) {
        return titles.getOrDefault(id, id);
    }

    /** For the plain shape. */
    static String plain(String id) {
        return TAKEN.contains(id) ? "[" + id + "]" : id;
    }

    /** Which assignment a name means. */
    Optional<String> find(String header) {
        return Optional.ofNullable(ids.get(key(header)))
                .or(() -> Optional.ofNullable(ids.get(key(HeaderWords.bare(header)))));
    }

    String unknown(String header) {
        return "there is no assignment '" + header + "'"
                + Spelling.nearest(key(header), known)
                        .or(() -> Spelling.nearest(header, titles.values()))
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; there are: " + (known.isEmpty() ? "none" : String.join(", ", known)));
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
