package dev.grader.cli.team;

import dev.grader.cli.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Teams in a file: a line each, the team and then its members, separated by commas. Lines that begin with # are comments. */
final class TeamFile {
    private TeamFile() {}

    /** A team that is to be. */
    record Line(String team, List<String> members) {
        Line {
            members = List.copyOf(members);
        }
    }

    /**
     * Reads a file whole, before anything is done with it.
     *
     * @throws IllegalArgumentException with the line that is wrong
     */
    static List<Line> read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        List<String> all = TextFile.read(file).lines().toList();
        for (int i = 0; i < all.size(); i++) {
            String text = (i == 0 ? withoutMark(all.get(i)) : all.get(i)).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            List<String> cells =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            String where = file + ":" + (i + 1) + ": ";
            if (cells.size() < 2 || cells.contains("")) {
                throw new IllegalArgumentException(
                        where + "write the team and its members, separated by commas: pair 1, ada, ben");
            }
            for (String name : cells.subList(1, cells.size())) {
                Integer before = seen.putIfAbsent(name, i + 1);
                if (before != null) {
                    throw new IllegalArgumentException(
                            where + name + " is in line " + before + " already; nobody is in two teams of a set");
                }
            }
            if (lines.stream().anyMatch(line -> line.team().equals(cells.getFirst()))) {
                throw new IllegalArgumentException(where + "there is a team " + cells.getFirst() + " already");
            }
            lines.add(new Line(cells.getFirst(), cells.subList(1, cells.size())));
        }
        return lines;
    }

    /** Without the byte order mark that some editors put at the beginning of a file. */
    private static String withoutMark(String line) {
        return line.startsWith("\ufeff") ? line.substring(1) : line;
    }
}
