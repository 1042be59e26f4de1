package dev.grader.core.gradebook.csv;

import dev.grader.core.gradebook.csv.GradeSheet.Column;
import dev.grader.core.suite.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How assignments are named in the first row. */
final class ColumnNames {
    private static final Pattern BRACKETED = Pattern.compile(".*\\[([^\\[\\]]+)]", Pattern.DOTALL);

    private final Map<String, String> titles = new LinkedHashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, Set<String>> idsOfTitle = new HashMap<>();
    private final List<String> known;

    ColumnNames(List<Column> columns) {
        columns.forEach(column -> idsOfTitle
                .computeIfAbsent(key(column.title()), title -> new HashSet<>())
                .add(column.id()));
        known = columns.stream().map(Column::id).toList();
        Set<String> slugs = known.stream().map(ColumnNames::key).collect(Collectors.toSet());
        for (Column column : columns) {
            if (isUnmistakable(column, slugs)) {
                titles.put(column.id(), column.title());
                ids.put(key(column.title()), column.id());
            } else {
                titles.put(column.id(), inBrackets(column));
            }
        }
        // an id wins over a title that looks like it
        columns.forEach(column -> ids.put(key(column.id()), column.id()));
    }

    /** Whether its title comes back as what it is. */
    private boolean isUnmistakable(Column column, Set<String> slugs) {
        String key = key(column.title());
        return idsOfTitle.getOrDefault(key, Set.of()).size() == 1
                && (!slugs.contains(key) || key.equals(key(column.id())))
                && key.equals(key(HeaderWords.bare(column.title())))
                && !BRACKETED.matcher(key).matches()
                && !HeaderWords.isReserved(column.title());
    }

    private String inBrackets(Column column) {
        String brackets = "[" + column.id() + "]";
        String whole = column.title() + " " + brackets;
        // what Canvas takes for a total must not be in the name at all
        return HeaderWords.isCanvasTotal(whole) ? brackets : whole;
    }

    /** For people who know titles. */
    String title(String id) {
        return titles.getOrDefault(id, id);
    }

    /** For the plain shape. */
    static String plain(String id) {
        return HeaderWords.isReserved(id) ? "[" + id + "]" : id;
    }

    /** Which assignment a name means. */
    Optional<String> find(String header) {
        return bracketed(header)
                .or(() -> Optional.ofNullable(ids.get(key(header))))
                .or(() -> Optional.ofNullable(ids.get(key(HeaderWords.bare(header)))));
    }

    /** Which assignment a name means that says so in brackets at its end, whatever stands before. */
    Optional<String> bracketed(String header) {
        Matcher matcher = BRACKETED.matcher(HeaderWords.bare(key(header)));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String id = ids.get(matcher.group(1));
        if (id == null || !key(id).equals(matcher.group(1))) {
            return Optional.empty();
        }
        // another one may have that for a title, which is then not written like that here
        boolean isWrittenHere =
                matcher.group().equals("[" + key(id) + "]") || matcher.group().equals(key(title(id)));
        boolean isTitleOfOther =
                idsOfTitle.getOrDefault(matcher.group(), Set.of()).stream().anyMatch(other -> !other.equals(id));
        return isWrittenHere || !isTitleOfOther ? Optional.of(id) : Optional.empty();
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
