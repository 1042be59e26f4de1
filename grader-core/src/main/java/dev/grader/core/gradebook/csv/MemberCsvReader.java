package dev.grader.core.gradebook.csv;

import dev.grader.core.person.LoginRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the members of a course from CSV, and stops as soon as there are too many rows or mistakes. */
public final class MemberCsvReader {
    private static final int LONGEST_NAME = 200;
    private static final Set<String> ROLES = Set.of("student", "ta", "instructor");

    private final MistakeList mistakes = new MistakeList();
    private final Map<String, Long> rows = new HashMap<>();
    private final List<MemberRow> members = new ArrayList<>();
    private @Nullable MemberHeader header;

    private MemberCsvReader() {}

    /**
     * A list as it was read.
     *
     * @param header names of the columns that were taken, as the file writes them, by login, name and role
     * @param ignored columns of what a course does not keep, such as email
     */
    public record Members(List<MemberRow> rows, Map<String, String> header, List<String> ignored) {
        public Members {
            rows = List.copyOf(rows);
            header = Map.copyOf(header);
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * Reads a file with the columns login and, where it has them, name and role, in the forms that
     * {@link GradeCsvReader#read} takes.
     *
     * @throws CsvMistakes with what was found, when it cannot be taken
     */
    public static Members read(InputStream input) throws IOException {
        MemberCsvReader reader = new MemberCsvReader();
        CsvRows.read(input, MemberHeader::isLogin, reader.mistakes, reader::take);
        reader.mistakes.requireNone();
        MemberHeader head = Objects.requireNonNull(reader.header);
        Map<String, String> names = new HashMap<>();
        head.columns().keySet().forEach(column -> names.put(column, head.written(column)));
        return new Members(reader.members, names, head.ignored());
    }

    private void take(List<String> cells, long row) {
        if (header == null) {
            header = MemberHeader.of(cells, row, mistakes);
        } else if (CsvRows.fits(cells, header.names().size(), row, mistakes)) {
            member(cells, row, header);
        }
    }

    private void member(List<String> cells, long row, MemberHeader head) {
        String login = head.cell(MemberHeader.LOGIN, cells);
        String name = head.cell(MemberHeader.NAME, cells);
        String role = head.cell(MemberHeader.ROLE, cells).toLowerCase(Locale.ROOT);
        if (requireLogin(login, row, head)) {
            Long other = rows.putIfAbsent(login, row);
            if (other != null) {
                mistake(row, head, MemberHeader.LOGIN, "'" + login + "' is in row " + other + " already; keep one");
            }
        }
        if (name.length() > LONGEST_NAME) {
            mistake(row, head, MemberHeader.NAME, "has more than " + LONGEST_NAME + " characters");
        } else if (name.chars().anyMatch(Character::isISOControl)) {
            mistake(row, head, MemberHeader.NAME, "has a line break, a tab or the like in it; write it in one line");
        }
        if (!role.isEmpty() && !ROLES.contains(role)) {
            mistake(
                    row,
                    head,
                    MemberHeader.ROLE,
                    "'" + CsvPoints.shortened(role) + "' is none of student, ta and instructor");
        }
        members.add(new MemberRow(row, login, present(name), present(role)));
    }

    private boolean requireLogin(String login, long row, MemberHeader head) {
        if (LoginRule.allows(login)) {
            return true;
        }
        String small = login.toLowerCase(Locale.ROOT);
        mistake(
                row,
                head,
                MemberHeader.LOGIN,
                login.isEmpty()
                        ? "is empty; write the login"
                        : "'" + CsvPoints.shortened(login) + "' " + LoginRule.WORDS
                                + (LoginRule.allows(small) ? "; write '" + small + "'" : ""));
        return false;
    }

    private void mistake(long row, MemberHeader head, String column, String message) {
        mistakes.note(new CsvMistake(row, head.written(column), message));
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
