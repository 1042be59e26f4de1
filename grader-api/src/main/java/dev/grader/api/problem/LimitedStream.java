package dev.grader.api.problem;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to be read beyond a limit. */
final class LimitedStream extends FilterInputStream {
    private final long limit;
    private long bytes;

    LimitedStream(InputStream source, long limit) {
        super(source);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) {
        bytes += more;
        if (bytes > limit) {
            throw tooLong(limit);
        }
    }

    static ProblemException tooLong(long limit) {
        return new ProblemException(Problem.UPLOAD_TOO_LARGE, "At most " + limit + " bytes are taken here; send less.");
    }
}
