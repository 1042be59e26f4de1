package dev.grader.worker.report;

import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.ReportKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Results on disk, each under its job and fencing token, written to the platter before anybody is told that they exist. A file
 * that has its final name is whole: it appears by renaming, and a calibration's outputs appear before its record.
 */
public final class Spool {
    private static final Pattern RECORD =
            Pattern.compile("([0-9a-f-]{36})\\.(\\d{1,18})\\.(measurement|calibration)\\.json");
    private static final String REFUSED = "refused";

    private final Path folder;

    /** Makes the folder. */
    public Spool(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve(REFUSED));
        } catch (IOException exception) {
            throw new UncheckedIOException("the folder for results cannot be made", exception);
        }
    }

    /**
     * One result.
     *
     * @param record JSON
     * @param outputs of a calibration
     */
    public record Entry(LeaseKey key, ReportKind kind, Path record, Optional<Path> outputs) {}

    /** Keeps a measurement. */
    public Entry storeMeasurement(LeaseKey key, byte[] json) throws IOException {
        return new Entry(
                key, ReportKind.MEASUREMENT, write(recordName(key, ReportKind.MEASUREMENT), json), Optional.empty());
    }

    /** Keeps a calibration and the reference's outputs. */
    public Entry storeCalibration(LeaseKey key, byte[] json, byte[] outputs) throws IOException {
        Path outputsFile = write(outputsName(key), outputs);
        return new Entry(
                key,
                ReportKind.CALIBRATION,
                write(recordName(key, ReportKind.CALIBRATION), json),
                Optional.of(outputsFile));
    }

    /** What an earlier process left, oldest names first. */
    public List<Entry> entries() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().flatMap(file -> entry(file).stream()).toList();
        }
    }

    /** Forgets a result that the API has taken, or never will. */
    public void delete(Entry entry) throws IOException {
        Files.deleteIfExists(entry.record());
        if (entry.outputs().isPresent()) {
            Files.deleteIfExists(entry.outputs().get());
        }
        forceFolder();
    }

    /** Puts a result aside that the API will not take, for a person to look at. */
    public void setAside(Entry entry) throws IOException {
        if (Files.exists(entry.record())) {
            Files.move(
                    entry.record(),
                    folder.resolve(REFUSED).resolve(entry.record().getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        delete(entry);
    }

    private Optional<Entry> entry(Path file) {
        Matcher matcher = RECORD.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LeaseKey key = new LeaseKey(UUID.fromString(matcher.group(1)), Long.parseLong(matcher.group(2)));
        ReportKind kind = ReportKind.valueOf(matcher.group(3).toUpperCase(Locale.ROOT));
        Optional<Path> outputs = Optional.of(folder.resolve(outputsName(key))).filter(Files::exists);
        return Optional.of(new Entry(key, kind, file, outputs));
    }

    private static String recordName(LeaseKey key, ReportKind kind) {
        return key.jobId() + "." + key.token() + "." + kind.wireName() + ".json";
    }

    private static String outputsName(LeaseKey key) {
        return key.jobId() + "." + key.token() + ".outputs";
    }

    private Path write(String name, byte[] content) throws IOException {
        Path part = Files.createTempFile(folder, name, ".part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Path whole = folder.resolve(name);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
        return whole;
    }

    /** A rename is only safe from a power cut once its folder is. */
    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
