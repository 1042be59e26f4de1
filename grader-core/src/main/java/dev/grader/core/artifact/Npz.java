package dev.grader.core.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** The arrays of an {@code .npz} file, which is a zip: few entries, and a cap on what they inflate to, whatever they announce. */
final class Npz {
    private static final int MAXIMUM_ENTRIES = 32;
    private static final int MAXIMUM_BYTES = 64 << 20;
    private static final String SUFFIX = ".npy";

    private Npz() {}

    /** Bytes of the {@code .npy} files by name without their suffix. */
    static Map<String, byte[]> arrays(String file, byte[] content) throws UnreadableArtifactException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            int left = MAXIMUM_BYTES;
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (arrays.size() == MAXIMUM_ENTRIES) {
                    throw new UnreadableArtifactException(file + " has more than " + MAXIMUM_ENTRIES + " arrays");
                }
                String name = entry.getName();
                if (!name.endsWith(SUFFIX) || name.length() > 100 || !zip.canReadEntryData(entry)) {
                    throw new UnreadableArtifactException(
                            file + " is no file of numpy.savez: it holds something else than arrays");
                }
                byte[] array = inflate(zip, entry, left);
                left -= array.length;
                if (left < 0) {
                    throw new UnreadableArtifactException(
                            file + " unpacks to more than " + (MAXIMUM_BYTES >> 20) + " MiB");
                }
                if (arrays.put(name.substring(0, name.length() - SUFFIX.length()), array) != null) {
                    throw new UnreadableArtifactException(file + " has the array '" + name + "' twice");
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new UnreadableArtifactException(
                    file + " is no .npz file, or a damaged one; write it with numpy.savez");
        }
        return arrays;
    }

    private static byte[] inflate(ZipFile zip, ZipArchiveEntry entry, int most) throws IOException {
        try (InputStream input = zip.getInputStream(entry)) {
            return input.readNBytes(most + 1);
        }
    }
}
