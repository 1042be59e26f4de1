package dev.grader.pipeline.step;

/**
 * What the search of the syntax tree found.
 *
 * @param kind {@code import}, {@code call}, or {@code syntax} for a file that does not parse
 * @param file a path, for a notebook with the cell: {@code hw.ipynb, cell 3}
 */
record SourceFinding(String rule, String kind, String name, String file, int line) {
    /** Where it is, in words. */
    static String place(SourceFinding finding) {
        return finding.file().contains(", cell ")
                ? finding.file() + ", line " + finding.line()
                : finding.file() + ":" + finding.line();
    }
}
