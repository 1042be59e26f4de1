package dev.grader.core.archive;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Reads zip archives from strangers. Only regular files with safe, distinct names come out; everything else is a
 * {@link ProblemException} that names the entry and says what to do. Nothing is ever written to a path from an archive.
 */
public final class ArchiveReader {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    /** Below this size a high ratio is no attack: a short file of blanks packs well. */
    private static final long RATIO_COUNTS_FROM = 1 << 20;

    private final ArchiveLimits limits;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private final List<ArchiveListing.File> listed = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private long total;

    private ArchiveReader(ArchiveLimits limits) {
        this.limits = limits;
    }

    /** Where the bytes of one file go. */
    @FunctionalInterface
    private interface Sink {
        OutputStream open(String path) throws IOException;
    }

    /**
     * The files of an archive by path, in the order of its directory. What operating systems leave behind is missing.
     *
     * @throws ProblemException with one of the archive problems
     * @throws UncheckedIOException when the file itself cannot be opened
     */
    public static Map<String, byte[]> read(Path zip, ArchiveLimits limits) {
        Map<String, ByteArrayOutputStream> contents = new LinkedHashMap<>();
        scan(zip, limits, path -> {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            contents.put(path, content);
            return content;
        });
        Map<String, byte[]> result = new LinkedHashMap<>();
        contents.forEach((path, content) -> result.put(path, content.toByteArray()));
        return Collections.unmodifiableMap(result);
    }

    /**
     * Checks all that {@link #read} checks, inflating every entry, and keeps nothing.
     *
     * @throws ProblemException with one of the archive problems
     * @throws UncheckedIOException when the file itself cannot be opened
     */
    public static ArchiveListing check(Path zip, ArchiveLimits limits) {
        return scan(zip, limits, path -> OutputStream.nullOutputStream());
    }

    /**
     * The same check, with how each file begins.
     *
     * @param length bytes of each file that are kept, at most
     * @return by path, in the order of the archive's directory; empty for a file that is
     * @throws ProblemException with one of the archive problems
     * @throws UncheckedIOException when the file itself cannot be opened
     */
    public static Map<String, byte[]> beginnings(Path zip, ArchiveLimits limits, int length) {
        Map<String, Beginning> kept = new LinkedHashMap<>();
        scan(zip, limits, path -> {
            Beginning beginning = new Beginning(length);
            kept.put(path, beginning);
            return beginning;
        });
        Map<String, byte[]> result = new LinkedHashMap<>();
        kept.forEach((path, beginning) -> result.put(path, beginning.bytes()));
        return Collections.unmodifiableMap(result);
    }

    /**
     * Without the single top folder that archivers add when a folder is zipped instead of its content; unchanged when
     * a file lies beside it.
     */
    public static Map<String, byte[]> withoutWrappingFolder(Map<String, byte[]> files) {
        Set<String> tops = new HashSet<>();
        for (String path : files.keySet()) {
            int slash = path.indexOf('/');
            if (slash < 0) {
                return files;
            }
            tops.add(path.substring(0, slash + 1));
        }
        if (tops.size() != 1) {
            return files;
        }
        int prefix = tops.iterator().next().length();
        Map<String, byte[]> stripped = new LinkedHashMap<>();
        files.forEach((path, content) -> stripped.put(path.substring(prefix), content));
        return Collections.unmodifiableMap(stripped);
    }

    private static ArchiveListing scan(Path zip, ArchiveLimits limits, Sink sink) {
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            ZipStructure.check(channel, limits);
            try (ZipFile file = ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setUseUnicodeExtraFields(false)
                    .get()) {
                return new ArchiveReader(limits).entries(file, sink);
            }
        } catch (FileSystemException ourOwn) {
            throw new UncheckedIOException(ourOwn);
        } catch (IOException | IllegalArgumentException malformed) {
            // Commons Compress reports bad input by either; a disk that fails while reading looks the same, and then an
            // upload again is the right answer too.
            throw ZipStructure.damaged(
                    "it cannot be unpacked (" + EntryName.shown(String.valueOf(malformed.getMessage())) + ")");
        }
    }

    private ArchiveListing entries(ZipFile file, Sink sink) throws IOException {
        for (ZipArchiveEntry entry : Collections.list(file.getEntries())) {
            String path = EntryName.checked(entry.getRawName(), limits);
            checkType(entry, path);
            boolean folder = entry.getRawName()[entry.getRawName().length - 1] == '/';
            claim(path, folder);
            if (folder) {
                continue;
            }
            if (EntryName.isJunk(path)) {
                dropped.add(path);
                continue;
            }
            try (InputStream input = file.getInputStream(entry);
                    OutputStream output = sink.open(path)) {
                inflate(entry, path, input, output);
            }
        }
        return new ArchiveListing(listed, dropped);
    }

    private static void checkType(ZipArchiveEntry entry, String path) {
        int type = (int) (entry.getExternalAttributes() >> 16) & FILE_TYPE;
        boolean folder = entry.getRawName()[entry.getRawName().length - 1] == '/';
        if (type != 0 && type != (folder ? FOLDER : REGULAR)) {
            throw unsafe(path, "is a link, a device or another special file. Put the file itself into the archive");
        }
        if (entry.getMethod() != STORED && entry.getMethod() != DEFLATED) {
            throw unsafe(path, "is packed by an unusual method. Zip with the ordinary method, deflate");
        }
        if (folder && entry.getSize() != 0) {
            throw unsafe(path, "is a folder with content of its own. Zip with an ordinary tool");
        }
    }

    private void claim(String path, boolean folder) {
        String folded = EntryName.folded(path);
        for (int slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
            claimFolder(folded.substring(0, slash), path);
        }
        if (folder) {
            claimFolder(folded, path);
            return;
        }
        String earlier = files.putIfAbsent(folded, path);
        if (earlier != null) {
            throw duplicate(path, earlier);
        }
        String asFolder = folders.get(folded);
        if (asFolder != null) {
            throw duplicate(path, asFolder);
        }
    }

    private void claimFolder(String folded, String path) {
        folders.putIfAbsent(folded, path);
        String asFile = files.get(folded);
        if (asFile != null) {
            throw duplicate(path, asFile);
        }
    }

    private void inflate(ZipArchiveEntry entry, String path, InputStream input, OutputStream output)
            throws IOException {
        byte[] buffer = new byte[1 << 14];
        CRC32 checksum = new CRC32();
        long bytes = 0;
        int count;
        while ((count = input.read(buffer)) >= 0) {
            bytes += count;
            total += count;
            checkSize(path, bytes, Math.max(1, entry.getCompressedSize()));
            checksum.update(buffer, 0, count);
            output.write(buffer, 0, count);
        }
        if (bytes != entry.getSize() || checksum.getValue() != entry.getCrc()) {
            throw ZipStructure.damaged("the entry '" + EntryName.shown(path) + "' does not match its checksum");
        }
        listed.add(new ArchiveListing.File(path, bytes));
    }

    private void checkSize(String path, long bytes, long compressed) {
        if (bytes > RATIO_COUNTS_FROM && bytes > compressed * limits.ratio()) {
            throw new ProblemException(
                    Problem.ARCHIVE_RATIO,
                    "The entry '" + EntryName.shown(path) + "' unpacks to more than " + (long) limits.ratio()
                            + " times its packed size. Leave it out or upload less repetitive data.");
        }
        if (bytes > limits.entryBytes() || total > limits.totalBytes()) {
            throw new ProblemException(
                    Problem.ARCHIVE_TOO_LARGE,
                    "The archive unpacks to more than " + limits.totalBytes() / 1_000_000
                            + " MB (reached in '" + EntryName.shown(path)
                            + "'). Leave out data, checkpoints and environments.");
        }
    }

    private static ProblemException unsafe(String path, String reason) {
        return new ProblemException(
                Problem.ARCHIVE_UNSAFE_ENTRY, "The entry '" + EntryName.shown(path) + "' " + reason + ".");
    }

    private static ProblemException duplicate(String path, String earlier) {
        return new ProblemException(
                Problem.ARCHIVE_DUPLICATE_NAME,
                "The entries '" + EntryName.shown(earlier) + "' and '" + EntryName.shown(path)
                        + "' have the same name on some systems. Rename or remove one and zip again.");
    }
}
