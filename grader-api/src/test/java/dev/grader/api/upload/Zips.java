package dev.grader.api.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips, good and bad. */
final class Zips {
    private static final int CENTRAL_ENTRY = 0x02014b50;
    private static final int CENTRAL_SYSTEM = 5;
    private static final int CENTRAL_ATTRIBUTES = 38;
    private static final int UNIX = 3;
    private static final int SYMBOLIC_LINK = 0120777;

    private Zips() {}

    static byte[] of(String... pathsAndContents) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            files.put(pathsAndContents[i], pathsAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return of(files);
    }

    static byte[] of(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A proper submission; another text gives another digest. */
    static byte[] solution(String text) {
        return of("model.py", "# " + text + "\n");
    }

    static byte[] twice(String path) {
        // Same length, so that one name can be written over the other.
        String other = "X" + path.substring(1);
        return replace(of(path, "first", other, "second"), other, path);
    }

    static byte[] symbolicLink() {
        byte[] zip = of("model.py", "print()", "x", "/etc/passwd");
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < zip.length - CENTRAL_ATTRIBUTES; i++) {
            if (buffer.getInt(i) == CENTRAL_ENTRY) {
                buffer.put(i + CENTRAL_SYSTEM, (byte) UNIX);
                buffer.putInt(i + CENTRAL_ATTRIBUTES, SYMBOLIC_LINK << 16);
            }
        }
        return zip;
    }

    static byte[] bombByRatio() {
        return of(Map.of("model.py", new byte[4_000_000]));
    }

    static byte[] bombByCount() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 2_500; i++) {
            files.put("f" + i, new byte[0]);
        }
        return of(files);
    }

    /** Unpacks to six megabytes that hardly shrink. */
    static byte[] tooLarge() {
        byte[] noise = new byte[6_000_000];
        new Random(1).nextBytes(noise);
        return of(Map.of("model.py", noise));
    }

    static byte[] truncated() {
        byte[] whole = solution("whole");
        return Arrays.copyOf(whole, whole.length - 30);
    }

    static byte[] replace(byte[] zip, String from, String to) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
