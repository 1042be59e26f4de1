package dev.grader.cli.statistics;

import java.util.ArrayList;
import java.util.List;

/** Counts as bars of text. */
final class Histogram {
    private static final int LONGEST_BAR = 40;

    private final List<String> labels = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    /** Adds a bar. */
    Histogram bar(String label, int count) {
        labels.add(label);
        counts.add(count);
        return this;
    }

    /** A line for each bar; the longest is as long as its count, or as there is room for. */
    List<String> lines() {
        int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
        int width = labels.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < labels.size(); index++) {
            int count = counts.get(index);
            int length = most <= LONGEST_BAR ? count : Math.ceilDiv(count * LONGEST_BAR, most);
            lines.add(labels.get(index) + " ".repeat(width - labels.get(index).length()) + "  " + "#".repeat(length)
                    + (count == 0 ? "0" : " " + count));
        }
        return lines;
    }
}
