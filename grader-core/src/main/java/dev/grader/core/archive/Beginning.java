package dev.grader.core.archive;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps the first bytes of what is written, and forgets the rest. */
final class Beginning extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int length;

    Beginning(int length) {
        this.length = length;
    }

    @Override
    public void write(int one) {
        if (kept.size() < length) {
            kept.write(one);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        kept.write(bytes, from, Math.min(count, length - kept.size()));
    }

    byte[] bytes() {
        return kept.toByteArray();
    }
}
