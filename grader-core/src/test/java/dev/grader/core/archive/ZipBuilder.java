package dev.grader.core.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips byte by byte, so that every header can lie. */
final class ZipBuilder {
    static final int REGULAR = 0100644;
    static final int SYMLINK = 0120777;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final List<Entry> entries = new ArrayList<>();
    private byte[] comment = new byte[0];
    private int declaredEntries = -1;

    /** One entry; its fields are what the headers say. */
    static final class Entry {
        byte[] localName;
        byte[] centralName;
        int flags = 1 << 11;
        int method = 8;
        long crc;
        byte[] packed;
        long compressed;
        long localCompressed;
        long localInflated;
        long inflated;
        byte[] localExtra = new byte[0];
        int mode = REGULAR;
        long offset = -1;

        private Entry(String name, byte[] content) {
            localName = name.getBytes(StandardCharsets.UTF_8);
            centralName = localName;
            CRC32 checksum = new CRC32();
            checksum.update(content);
            crc = checksum.getValue();
            packed = deflate(content);
            compressed = packed.length;
            localCompressed = packed.length;
            localInflated = content.length;
            inflated = content.length;
        }

        /** Sizes in a zip64 field of the local header, as numpy.savez writes them. */
        Entry zip64(long inflatedThere) {
            localExtra = buffer(20)
                    .putShort((short) 1)
                    .putShort((short) 16)
                    .putLong(inflatedThere)
                    .putLong(compressed)
                    .array();
            localCompressed = 0xFFFFFFFFL;
            localInflated = 0xFFFFFFFFL;
            return this;
        }

        Entry mode(int newMode) {
            mode = newMode;
            return this;
        }

        Entry flags(int newFlags) {
            flags = newFlags;
            return this;
        }

        Entry method(int newMethod) {
            method = newMethod;
            return this;
        }

        Entry inflated(long newInflated) {
            localInflated = newInflated;
            inflated = newInflated;
            return this;
        }
    }

    static Entry entry(String name, String content) {
        return new Entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static Entry entry(String name, byte[] content) {
        return new Entry(name, content);
    }

    ZipBuilder raw(byte[] bytes) {
        output.writeBytes(bytes);
        return this;
    }

    ZipBuilder comment(byte[] bytes) {
        comment = bytes;
        return this;
    }

    ZipBuilder declaring(int count) {
        declaredEntries = count;
        return this;
    }

    ZipBuilder add(String name, String content) {
        return add(entry(name, content));
    }

    ZipBuilder add(Entry entry) {
        entry.offset = output.size();
        output.writeBytes(local(entry));
        output.writeBytes(entry.packed);
        return listed(entry);
    }

    /** In the directory only. */
    ZipBuilder listed(Entry entry) {
        entries.add(entry);
        return this;
    }

    byte[] bytes() {
        int directoryAt = output.size();
        for (Entry entry : entries) {
            output.writeBytes(central(entry));
        }
        int directoryBytes = output.size() - directoryAt;
        short count = (short) (declaredEntries >= 0 ? declaredEntries : entries.size());
        output.writeBytes(buffer(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort(count)
                .putShort(count)
                .putInt(directoryBytes)
                .putInt(directoryAt)
                .putShort((short) comment.length)
                .array());
        output.writeBytes(comment);
        return output.toByteArray();
    }

    static byte[] local(Entry entry) {
        return buffer(30 + entry.localName.length + entry.localExtra.length)
                .putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0)
                .putInt((int) entry.crc)
                .putInt((int) entry.localCompressed)
                .putInt((int) entry.localInflated)
                .putShort((short) entry.localName.length)
                .putShort((short) entry.localExtra.length)
                .put(entry.localName)
                .put(entry.localExtra)
                .array();
    }

    private static byte[] central(Entry entry) {
        return buffer(46 + entry.centralName.length)
                .putInt(0x02014b50)
                .putShort((short) (3 << 8 | 20))
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0)
                .putInt((int) entry.crc)
                .putInt((int) entry.compressed)
                .putInt((int) entry.inflated)
                .putShort((short) entry.centralName.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(entry.mode << 16)
                .putInt((int) entry.offset)
                .put(entry.centralName)
                .array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.wrap(new byte[size]).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] chunk = new byte[8192];
            while (!deflater.finished()) {
                packed.write(chunk, 0, deflater.deflate(chunk));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
