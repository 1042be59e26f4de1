package dev.grader.core.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * What can be said of a file of PyTorch from its directory, without unpickling anything: whether it is TorchScript at all, and
 * whether the grader's libtorch is new enough to load it.
 */
public final class TorchFile {
    /** Version of libtorch in the image {@code djl}. */
    public static final String LIBTORCH = "2.7.1";
    /** The newest version of the archive that it reads, kMaxSupportedFileFormatVersion. */
    static final long NEWEST_FORMAT = 10;

    public static final String HOW_TO_SAVE_WEIGHTS =
            "save it with: from safetensors.torch import save_file; save_file(model.state_dict(), \"weights.safetensors\")";

    private static final int LONGEST_VERSION = 20;
    private static final int PICKLE = 0x80;
    private static final int NEWEST_PICKLE = 5;

    private TorchFile() {}

    /** Whether it is what {@code torch.save} or {@code pickle} writes: a zip, or a pickle of protocol 2 to 5. */
    static boolean isPickle(byte[] content) {
        return isZip(content)
                || (content.length > 1
                        && (content[0] & 0xFF) == PICKLE
                        && content[1] >= 2
                        && content[1] <= NEWEST_PICKLE);
    }

    private static boolean isZip(byte[] content) {
        return content.length > 3 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    /**
     * Refuses what libtorch could not load as a module. What passes may still be damaged or hostile.
     *
     * @throws UnreadableArtifactException that says what the file is and how to save a model
     */
    public static void requireTorchScript(String file, byte[] content) throws UnreadableArtifactException {
        String how = "; save the model with torch.jit.script(model).save(\"" + file + "\")";
        if (!isZip(content)) {
            throw new UnreadableArtifactException(file
                    + (isPickle(content) ? " is a pickle, which is never opened" : " is no TorchScript file")
                    + how);
        }
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .setIgnoreLocalFileHeader(true)
                .get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            if (entries.stream().noneMatch(entry -> inside(entry).equals("constants.pkl"))) {
                throw new UnreadableArtifactException(file
                        + " was saved by torch.save, not as TorchScript: it is a pickle, which is never opened" + how);
            }
            long version = version(zip, entries).orElseThrow(() -> new IOException("no version"));
            if (version > NEWEST_FORMAT) {
                throw new UnreadableArtifactException(file + " has version " + version
                        + " of the TorchScript format, but libtorch " + LIBTORCH
                        + " of the grader reads versions up to "
                        + NEWEST_FORMAT + "; save the model with PyTorch " + LIBTORCH + " or older");
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new UnreadableArtifactException(file + " is a damaged file; was it saved and uploaded whole?" + how);
        }
    }

    private static Optional<Long> version(ZipFile zip, List<ZipArchiveEntry> entries) throws IOException {
        for (String name : List.of(".data/version", "version")) {
            for (ZipArchiveEntry entry : entries) {
                if (inside(entry).equals(name)) {
                    try (InputStream input = zip.getInputStream(entry)) {
                        String text = new String(input.readNBytes(LONGEST_VERSION), StandardCharsets.US_ASCII).strip();
                        return text.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Name without the archive's own folder. */
    private static String inside(ZipArchiveEntry entry) {
        String name = entry.getName();
        return name.substring(name.indexOf('/') + 1);
    }
}
