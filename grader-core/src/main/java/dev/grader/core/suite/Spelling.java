package dev.grader.core.suite;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that was probably meant. */
public final class Spelling {
    private static final int LONGEST = 64;

    private Spelling() {}

    /** "'ponts' is not allowed here; did you mean 'points'? Allowed: id, points". */
    public static String unknown(String word, Collection<String> allowed) {
        return quoted(word) + " is not allowed here" + hint(word, allowed);
    }

    /** "; did you mean 'points'? Allowed: id, points". */
    static String hint(String word, Collection<String> allowed) {
        return nearest(word, allowed)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse(".")
                + " Allowed: "
                + (allowed.isEmpty() ? "none" : allowed.stream().sorted().collect(Collectors.joining(", ")));
    }

    static String quoted(String word) {
        return "'" + (word.length() > LONGEST ? word.substring(0, LONGEST) + "…" : word) + "'";
    }

    /** The allowed word within a third of the letters, if there is one. */
    public static Optional<String> nearest(String word, Collection<String> allowed) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int tolerated = Math.max(1, word.length() / 3);
        return allowed.stream()
                .filter(candidate -> distance(word, candidate) <= tolerated)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Edits between two words: letters added, removed, replaced, or swapped with a neighbour. */
    static int distance(String left, String right) {
        int[][] edits = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : step(left, right, edits, i, j);
            }
        }
        return edits[left.length()][right.length()];
    }

    private static int step(String left, String right, int[][] edits, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
