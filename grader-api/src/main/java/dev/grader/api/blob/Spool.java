package dev.grader.api.blob;

import dev.grader.api.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Streams bytes of unknown origin to disk, counting and hashing them. */
public final class Spool {
    private static final int BUFFER = 1 << 16;

    private Spool() {}

    /** More bytes came than were allowed. */
    public static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException(long cap) {
            super("more than " + cap + " bytes");
        }
    }

    /**
     * Writes everything to a new file that is on disk when this returns; on any failure there is no file.
     *
     * @param cap most bytes that are read
     * @throws TooLongException when there are more
     */
    public static Spooled write(InputStream source, Path file, long cap) throws IOException {
        boolean complete = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Sha256 sha256 = new Sha256();
            byte[] buffer = new byte[BUFFER];
            long size = 0;
            int count;
            while ((count = source.read(buffer)) >= 0) {
                size += count;
                if (size > cap) {
                    throw new TooLongException(cap);
                }
                sha256.add(buffer, count);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
            complete = true;
            return new Spooled(file, sha256.hexadecimal(), size);
        } finally {
            if (!complete) {
                Files.deleteIfExists(file);
            }
        }
    }
}
