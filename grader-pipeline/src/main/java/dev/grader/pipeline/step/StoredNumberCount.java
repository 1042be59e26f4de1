package dev.grader.pipeline.step;

import dev.grader.core.protocol.FrameException;
import dev.grader.pipeline.javamodel.JavaModel;
import dev.grader.pipeline.torchscript.TorchArchive;
import dev.grader.pipeline.torchscript.UnreadableArchiveException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Counts the numbers that a TorchScript archive stores: parameters, buffers and constants alike, in units of four bytes. Only
 * the archive's directory is read, the same that torch loads by; nothing is inflated.
 */
final class StoredNumberCount {
    private static final int BYTES_PER_NUMBER = 4;

    private StoredNumberCount() {}

    /** The count, or empty when the bytes are no such archive. */
    static OptionalLong of(byte[] archive) {
        if (JavaModel.isIn(archive)) {
            try {
                return OptionalLong.of(JavaModel.read(archive).storedNumbers());
            } catch (FrameException e) {
                return OptionalLong.empty();
            }
        }
        long bytes = 0;
        boolean found = false;
        try (ZipFile zip = open(archive)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                found = true;
                if (holdsNumbers(entry.getName())) {
                    bytes = Math.addExact(bytes, Math.max(0, entry.getSize()));
                }
            }
        } catch (IOException | ArithmeticException | IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        return found ? OptionalLong.of(Math.ceilDiv(bytes, BYTES_PER_NUMBER)) : OptionalLong.empty();
    }

    /**
     * The count with the numbers and the text that stand in lists and in the code: weights could be hidden there as well. What
     * ordinary code has is not counted.
     *
     * @throws UnreadableArchiveException when what is written in the archive cannot be read
     */
    static OptionalLong withWritten(byte[] archive) throws UnreadableArchiveException {
        OptionalLong stored = of(archive);
        if (stored.isEmpty() || JavaModel.isIn(archive) || !hasRecords(archive)) {
            return stored;
        }
        return OptionalLong.of(
                stored.getAsLong() + TorchArchive.contents(archive, Set.of()).written());
    }

    /** Without this file torch loads nothing from an archive. */
    private static boolean hasRecords(byte[] archive) {
        try (ZipFile zip = open(archive)) {
            return Collections.list(zip.getEntries()).stream()
                    .anyMatch(entry -> entry.getName().endsWith("/data.pkl"));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** How many numbers a model may store that is built under another seed than one with so many. */
    static long mostUnderAnotherSeed(long count) {
        return count + count / 20;
    }

    private static ZipFile open(byte[] archive) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .setIgnoreLocalFileHeader(true)
                .get();
    }

    /** Whether archives store the same numbers, by the checksums of their directories; false when one is no archive. */
    static boolean allEqual(List<byte[]> archives) {
        if (archives.stream().anyMatch(JavaModel::isIn)) {
            return archives.stream().map(ByteBuffer::wrap).distinct().count() == 1;
        }
        Set<List<Long>> different = new HashSet<>();
        for (byte[] archive : archives) {
            List<Long> checksums = new ArrayList<>();
            try (ZipFile zip = open(archive)) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                    if (holdsNumbers(entry.getName())) {
                        checksums.add(entry.getCrc());
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                return false;
            }
            different.add(checksums);
        }
        return different.size() == 1 && !different.iterator().next().isEmpty();
    }

    private static boolean holdsNumbers(String name) {
        int slash = name.indexOf('/');
        String inside = slash < 0 ? name : name.substring(slash + 1);
        return inside.startsWith("data/") || inside.startsWith("constants/");
    }
}
