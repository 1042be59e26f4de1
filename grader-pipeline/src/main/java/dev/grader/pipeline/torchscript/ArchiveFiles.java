package dev.grader.pipeline.torchscript;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The entries of a TorchScript archive by the directory that torch loads by, without the folder around them.
 *
 * @param sizes bytes of every entry, by name
 * @param texts content of the pickles and of the code
 */
record ArchiveFiles(Map<String, Long> sizes, Map<String, byte[]> texts) {
    private static final int MAXIMUM_TEXT_BYTES = 64 << 20;

    static ArchiveFiles read(byte[] archive) throws UnreadableArchiveException {
        Map<String, Long> sizes = new TreeMap<>();
        Map<String, byte[]> texts = new HashMap<>();
        long room = MAXIMUM_TEXT_BYTES;
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .setIgnoreLocalFileHeader(true)
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = inside(entry.getName());
                if (sizes.putIfAbsent(name, Math.max(0, entry.getSize())) != null) {
                    throw new UnreadableArchiveException("an archive with the entry " + name + " twice");
                }
                if ((name.endsWith(".pkl") && !name.startsWith("code/")) || name.endsWith(".py")) {
                    byte[] content = content(zip, entry, room);
                    room -= content.length;
                    texts.put(name, content);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableArchiveException("no zip archive: " + e.getMessage());
        }
        return new ArchiveFiles(sizes, texts);
    }

    private static byte[] content(ZipFile zip, ZipArchiveEntry entry, long room)
            throws IOException, UnreadableArchiveException {
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] content = stream.readNBytes((int) room + 1);
            if (content.length > room) {
                throw new UnreadableArchiveException("an archive with more than 64 MiB of code and structure");
            }
            return content;
        }
    }

    private static String inside(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(slash + 1);
    }
}
