package dev.grader.core.archive;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks that there is only one way to read a zip before anything is inflated: one end record at the very end, a central
 * directory just before it, the first entry at byte 0, local headers that say what the directory says, and no two entries
 * that share bytes. What two programs would read differently, or what multiplies one entry's bytes, ends here.
 */
final class ZipStructure {
    private static final int END_SIZE = 22;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int END = 0x06054b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final short ZIP64_FIELD = 1;
    private static final int ZIP64_SIZES = 20;
    private static final long UNKNOWN = 0xFFFFFFFFL;
    private static final int MAXIMUM_DIRECTORY_BYTES = 16 << 20;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int SIZES_FOLLOW = 1 << 3;
    private static final String AGAIN = " Make the zip again with an ordinary tool and upload it again.";

    private final FileChannel channel;
    private final long size;

    private ZipStructure(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** Where an entry lies, by the central directory. */
    private record Place(ByteBuffer name, long begin, int flags, int method, long crc, long compressed, long inflated) {
        String shown() {
            return "'"
                    + EntryName.shown(
                            StandardCharsets.UTF_8.decode(name.duplicate()).toString()) + "'";
        }
    }

    static void check(FileChannel channel, ArchiveLimits limits) throws IOException {
        new ZipStructure(channel).check(limits);
    }

    private void check(ArchiveLimits limits) throws IOException {
        ByteBuffer start = read(0, (int) Math.min(4, size));
        boolean startsLikeZip = start.remaining() == 4 && (start.getInt(0) == LOCAL || start.getInt(0) == END);
        if (!startsLikeZip) {
            throw new ProblemException(
                    Problem.NOT_AN_ARCHIVE,
                    "The file is not a zip archive" + FileKind.describe(start)
                            + ". Pack your files as .zip, not renamed from another format, and upload it again.");
        }
        long endAt = findEnd();
        ByteBuffer end = read(endAt, END_SIZE);
        int entries = end.getShort(10) & 0xFFFF;
        long directoryBytes = end.getInt(12) & UNKNOWN;
        long directoryAt = end.getInt(16) & UNKNOWN;
        if (entries == 0xFFFF || directoryBytes == UNKNOWN || directoryAt == UNKNOWN || hasLocator(endAt)) {
            throw unsafe("The archive is written in zip64, which only archives beyond 4 GB need.");
        }
        if (end.getInt(4) != 0 || (end.getShort(8) & 0xFFFF) != entries) {
            throw unsafe("The archive is one part of several.");
        }
        if (directoryAt + directoryBytes != endAt) {
            throw damaged("its directory is not where its end says");
        }
        if (entries == 0) {
            throw new ProblemException(
                    Problem.NOT_AN_ARCHIVE, "The archive holds no files. Add your files and upload it again.");
        }
        if (entries > limits.entries() || directoryBytes > MAXIMUM_DIRECTORY_BYTES) {
            throw new ProblemException(
                    Problem.ARCHIVE_TOO_MANY_ENTRIES,
                    "The archive holds " + entries + " entries; at most " + limits.entries()
                            + " are accepted. Leave out data, environments and caches.");
        }
        List<Place> places = directory(read(directoryAt, (int) directoryBytes), entries);
        checkPlaces(places, directoryAt);
    }

    private long findEnd() throws IOException {
        int length = (int) Math.min(size, END_SIZE + 0xFFFF);
        ByteBuffer tail = read(size - length, length);
        for (int at = length - END_SIZE; at >= 0; at--) {
            // The comment must reach exactly to the end of the file, so nothing can follow the archive.
            if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xFFFF) == length - at - END_SIZE) {
                return size - length + at;
            }
        }
        throw damaged("its end is missing");
    }

    private boolean hasLocator(long endAt) throws IOException {
        return endAt >= 20 && read(endAt - 20, 4).getInt(0) == ZIP64_LOCATOR;
    }

    private static List<Place> directory(ByteBuffer buffer, int entries) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            if (buffer.remaining() < CENTRAL_SIZE || buffer.getInt(buffer.position()) != CENTRAL) {
                throw damaged("its directory lists fewer entries than its end says");
            }
            int at = buffer.position();
            int nameBytes = buffer.getShort(at + 28) & 0xFFFF;
            int restBytes = (buffer.getShort(at + 30) & 0xFFFF) + (buffer.getShort(at + 32) & 0xFFFF);
            if (buffer.remaining() < CENTRAL_SIZE + nameBytes + restBytes) {
                throw damaged("its directory is cut off");
            }
            byte[] name = new byte[nameBytes];
            buffer.get(at + CENTRAL_SIZE, name);
            Place place = new Place(
                    ByteBuffer.wrap(name),
                    buffer.getInt(at + 42) & UNKNOWN,
                    buffer.getShort(at + 8) & 0xFFFF,
                    buffer.getShort(at + 10) & 0xFFFF,
                    buffer.getInt(at + 16) & UNKNOWN,
                    buffer.getInt(at + 20) & UNKNOWN,
                    buffer.getInt(at + 24) & UNKNOWN);
            if (place.begin == UNKNOWN || place.compressed == UNKNOWN || place.inflated == UNKNOWN) {
                throw unsafe("The entry " + place.shown() + " has zip64 sizes, which only files beyond 4 GB need.");
            }
            places.add(place);
            buffer.position(at + CENTRAL_SIZE + nameBytes + restBytes);
        }
        if (buffer.hasRemaining()) {
            throw damaged("its directory lists more entries than its end says");
        }
        return places;
    }

    private void checkPlaces(List<Place> places, long directoryAt) throws IOException {
        List<Place> ordered =
                places.stream().sorted(Comparator.comparingLong(Place::begin)).toList();
        if (ordered.getFirst().begin != 0) {
            throw new ProblemException(
                    Problem.NOT_AN_ARCHIVE, "The file has something else in front of the zip archive." + AGAIN);
        }
        long free = 0;
        for (Place place : ordered) {
            if (place.begin < free) {
                throw unsafe("The entry " + place.shown() + " shares bytes with another entry.");
            }
            free = checkLocal(place, directoryAt);
        }
    }

    /** Where the entry's bytes end. */
    private long checkLocal(Place place, long directoryAt) throws IOException {
        if ((place.flags & ENCRYPTED) != 0) {
            throw unsafe("The entry " + place.shown() + " is encrypted. Zip without a password.");
        }
        if (place.begin + LOCAL_SIZE > directoryAt) {
            throw damaged("the entry " + place.shown() + " is not where the directory says");
        }
        ByteBuffer local = read(place.begin, LOCAL_SIZE);
        int nameBytes = local.getShort(26) & 0xFFFF;
        int extraBytes = local.getShort(28) & 0xFFFF;
        long dataAt = place.begin + LOCAL_SIZE + nameBytes + extraBytes;
        if (local.getInt(0) != LOCAL || dataAt + place.compressed > directoryAt) {
            throw damaged("the entry " + place.shown() + " is not where the directory says");
        }
        ByteBuffer name = read(place.begin + LOCAL_SIZE, nameBytes);
        int flags = local.getShort(6) & 0xFFFF;
        boolean sizesFollow = (flags & SIZES_FOLLOW) != 0;
        ByteBuffer extra = read(place.begin + LOCAL_SIZE + nameBytes, extraBytes);
        boolean same = name.equals(place.name)
                && (local.getShort(8) & 0xFFFF) == place.method
                && (flags & (ENCRYPTED | SIZES_FOLLOW)) == (place.flags & (ENCRYPTED | SIZES_FOLLOW))
                && agrees(local.getInt(14) & UNKNOWN, place.crc, sizesFollow)
                && ((local.getLong(18) == -1 && hasSizes(extra, place))
                        || (agrees(local.getInt(18) & UNKNOWN, place.compressed, sizesFollow)
                                && agrees(local.getInt(22) & UNKNOWN, place.inflated, sizesFollow)));
        if (!same) {
            throw unsafe("The entry " + place.shown() + " says one thing in its header and another in the directory.");
        }
        return dataAt + place.compressed;
    }

    /** Whether the header leaves the sizes to a zip64 field and that agrees; NumPy writes small archives so as well. */
    private static boolean hasSizes(ByteBuffer extra, Place place) {
        int at = 0;
        while (at + ZIP64_SIZES <= extra.limit()) {
            int length = extra.getShort(at + 2) & 0xFFFF;
            if (extra.getShort(at) == ZIP64_FIELD && length == 16) {
                return extra.getLong(at + 4) == place.inflated && extra.getLong(at + 12) == place.compressed;
            }
            at += 4 + length;
        }
        return false;
    }

    private static boolean agrees(long local, long central, boolean sizesFollow) {
        return local == central || (sizesFollow && (local == 0 || local == UNKNOWN));
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    private static ProblemException unsafe(String what) {
        return new ProblemException(Problem.ARCHIVE_UNSAFE_ENTRY, what + AGAIN);
    }

    static ProblemException damaged(String what) {
        return new ProblemException(
                Problem.ARCHIVE_TRUNCATED, "The archive is damaged or was cut off: " + what + "." + AGAIN);
    }
}
