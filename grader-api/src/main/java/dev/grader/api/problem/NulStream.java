package dev.grader.api.problem;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses text with a NUL character, as such or as an escape of JSON, while it is read. */
final class NulStream extends FilterInputStream {
    private static final String ESCAPE = "\\u0000";

    /** How much of the escape was read. */
    private int matched;

    NulStream(InputStream source) {
        super(source);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            check(next);
        }
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = 0; i < count; i++) {
            check(buffer[offset + i]);
        }
        return count;
    }

    private void check(int next) {
        if (next == ESCAPE.charAt(matched)) {
            matched++;
        } else {
            // a backslash after a backslash is a backslash, and begins no escape
            matched = next == '\\' && matched != 1 ? 1 : 0;
        }
        if (next == 0 || matched == ESCAPE.length()) {
            matched = 0;
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "A text in the body has a NUL character (\\u0000); leave it out.");
        }
    }
}
