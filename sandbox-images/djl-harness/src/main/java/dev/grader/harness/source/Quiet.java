package dev.grader.harness.source;

import java.io.Writer;

/** Where the compiler writes what it does not report as a diagnostic. */
final class Quiet {
    static final Writer WRITER = Writer.nullWriter();

    private Quiet() {}
}
