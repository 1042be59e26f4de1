package dev.grader.core.archive;

import static dev.grader.core.archive.ZipBuilder.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveReaderTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(3_000_000, 2_000_000, 20, 4, 60, 100);

    @TempDir
    private Path folder;

    @Test
    void readsFilesInTheOrderOfTheDirectory() throws IOException {
        byte[] zip = new ZipBuilder()
                .add("model.py", "import torch\n")
                .add(entry("src/", "").mode(0040755))
                .add("src/layers.py", "x = 1\n")
                .bytes();

        Map<String, byte[]> files = read(zip);

        assertThat(files.keySet()).containsExactly("model.py", "src/layers.py");
        assertThat(files.get("src/layers.py")).asString().isEqualTo("x = 1\n");
    }

    @Test
    void readsWhatTheJdkStreams() throws IOException {
        // java.util.zip writes sizes after the data, so that the local header holds zeros.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream output = new ZipOutputStream(bytes)) {
            output.putNextEntry(new ZipEntry("گزارش.md"));
            output.write("سلام".getBytes(StandardCharsets.UTF_8));
            output.closeEntry();
        }

        assertThat(read(bytes.toByteArray())).containsOnlyKeys("گزارش.md");
    }

    @Test
    void keepsAnEmptyFileAndAStoredOne() throws IOException {
        ZipBuilder.Entry stored = entry("a.txt", "abc").method(0);
        stored.packed = "abc".getBytes(StandardCharsets.UTF_8);
        stored.compressed = 3;
        stored.localCompressed = 3;

        Map<String, byte[]> files =
                read(new ZipBuilder().add(stored).add("empty.py", "").bytes());

        assertThat(files.get("a.txt")).asString().isEqualTo("abc");
        assertThat(files.get("empty.py")).isEmpty();
    }

    @Test
    void readsSizesInAZip64FieldOfTheHeader() throws IOException {
        assertThat(read(zip(entry("a.npy", "abc").zip64(3))).get("a.npy"))
                .asString()
                .isEqualTo("abc");
    }

    @Test
    void dropsAndListsWhatSystemsLeaveBehind() throws IOException {
        byte[] zip = new ZipBuilder()
                .add("model.py", "x")
                .add("__MACOSX/._model.py", "junk")
                .add("a/.DS_Store", "junk")
                .add("__pycache__/model.cpython-311.pyc", "junk")
                .bytes();

        ArchiveListing listing = ArchiveReader.check(file(zip), LIMITS);

        assertThat(listing.files()).containsExactly(new ArchiveListing.File("model.py", 1));
        assertThat(listing.dropped())
                .containsExactly("__MACOSX/._model.py", "a/.DS_Store", "__pycache__/model.cpython-311.pyc");
        assertThat(read(zip)).containsOnlyKeys("model.py");
    }

    @Test
    void stripsASingleWrappingFolder() {
        assertThat(ArchiveReader.withoutWrappingFolder(contents("hw1/model.py", "hw1/src/a.py")))
                .containsOnlyKeys("model.py", "src/a.py");
        assertThat(ArchiveReader.withoutWrappingFolder(contents("hw1/model.py", "notes.txt")))
                .containsOnlyKeys("hw1/model.py", "notes.txt");
        assertThat(ArchiveReader.withoutWrappingFolder(contents("a/model.py", "b/model.py")))
                .containsOnlyKeys("a/model.py", "b/model.py");
    }

    @Test
    void aFileThatCannotBeOpenedIsNobodysMistake() {
        Path missing = folder.resolve("missing.zip");

        assertThatThrownBy(() -> ArchiveReader.read(missing, LIMITS)).isInstanceOf(UncheckedIOException.class);
    }

    static Stream<Arguments> hostile() {
        byte[] ordinary = ordinary().bytes();
        return Stream.of(
                arguments("empty file", new byte[0], Problem.NOT_AN_ARCHIVE, "it is empty"),
                arguments("no zip", text("hello, this is no zip at all"), Problem.NOT_AN_ARCHIVE, "not a zip"),
                arguments("renamed RAR", text("Rar!\u001a\u0007 and so on, and on"), Problem.NOT_AN_ARCHIVE, "RAR"),
                arguments("a notebook", text("{\"cells\": []}"), Problem.NOT_AN_ARCHIVE, "notebook by itself"),
                arguments("no entries", new ZipBuilder().bytes(), Problem.NOT_AN_ARCHIVE, "no files"),
                arguments(
                        "script in front of the zip",
                        new ZipBuilder().raw(text("#!/bin/sh\n")).add("a", "x").bytes(),
                        Problem.NOT_AN_ARCHIVE,
                        "not a zip"),
                arguments("two zips in a row", join(ordinary, ordinary), Problem.ARCHIVE_TRUNCATED, "directory"),
                arguments(
                        "an entry's bytes hidden in front of the first",
                        new ZipBuilder()
                                .raw(ZipBuilder.local(entry("ghost", "")))
                                .add("a", "x")
                                .bytes(),
                        Problem.NOT_AN_ARCHIVE,
                        "in front"),
                arguments("bytes after the end", join(ordinary, text("extra")), Problem.ARCHIVE_TRUNCATED, "end"),
                arguments("cut in half", Arrays.copyOf(ordinary, 60), Problem.ARCHIVE_TRUNCATED, "cut off"),
                arguments(
                        "one byte short",
                        Arrays.copyOf(ordinary, ordinary.length - 1),
                        Problem.ARCHIVE_TRUNCATED,
                        "cut off"),
                arguments("traversal", named("../evil.py"), Problem.ARCHIVE_UNSAFE_PATH, "'../evil.py'"),
                arguments("inner traversal", named("a/../../evil"), Problem.ARCHIVE_UNSAFE_PATH, "'..'"),
                arguments("absolute", named("/etc/passwd"), Problem.ARCHIVE_UNSAFE_PATH, "absolute"),
                arguments("drive letter", named("C:evil.py"), Problem.ARCHIVE_UNSAFE_PATH, "absolute"),
                arguments("backslash", named("a\\b.py"), Problem.ARCHIVE_UNSAFE_PATH, "backslash"),
                arguments("NUL", named("model.py\0.txt"), Problem.ARCHIVE_UNSAFE_PATH, "'model.py.txt'"),
                arguments("escape sequence", named("\u001b[2Ja"), Problem.ARCHIVE_UNSAFE_PATH, "'[2Ja'"),
                arguments("turned text", named("a\u202eyp.x"), Problem.ARCHIVE_UNSAFE_PATH, "control"),
                arguments("empty part", named("a//b"), Problem.ARCHIVE_UNSAFE_PATH, "empty"),
                arguments("dot", named("./a"), Problem.ARCHIVE_UNSAFE_PATH, "'.'"),
                arguments("empty name", named(""), Problem.ARCHIVE_UNSAFE_PATH, "empty"),
                arguments("too deep", named("a/b/c/d/e"), Problem.ARCHIVE_UNSAFE_PATH, "4 folders"),
                arguments("long name", named("n".repeat(200)), Problem.ARCHIVE_UNSAFE_PATH, "…"),
                arguments("not UTF-8", notUtf8(), Problem.ARCHIVE_UNSAFE_PATH, "UTF-8"),
                arguments(
                        "symlink",
                        zip(entry("link", "/etc/passwd").mode(ZipBuilder.SYMLINK)),
                        Problem.ARCHIVE_UNSAFE_ENTRY,
                        "link"),
                arguments("device", zip(entry("tty", "").mode(0020666)), Problem.ARCHIVE_UNSAFE_ENTRY, "device"),
                arguments("encrypted", zip(entry("a", "x").flags(1)), Problem.ARCHIVE_UNSAFE_ENTRY, "encrypted"),
                arguments("bzip2", zip(entry("a", "x").method(12)), Problem.ARCHIVE_UNSAFE_ENTRY, "unusual method"),
                arguments("folder with content", zip(entry("a/", "x").mode(0)), Problem.ARCHIVE_UNSAFE_ENTRY, "folder"),
                arguments(
                        "zip64 size",
                        zip(entry("a", "x").inflated(0xFFFFFFFFL)),
                        Problem.ARCHIVE_UNSAFE_ENTRY,
                        "zip64"),
                arguments(
                        "zip64 header that lies",
                        zip(entry("a", "abc").zip64(4)),
                        Problem.ARCHIVE_UNSAFE_ENTRY,
                        "one thing"),
                arguments("zip64 count", ordinary().declaring(0xFFFF).bytes(), Problem.ARCHIVE_UNSAFE_ENTRY, "zip64"),
                arguments("other name in the header", otherName(), Problem.ARCHIVE_UNSAFE_ENTRY, "one thing"),
                arguments("other size in the header", otherSize(), Problem.ARCHIVE_UNSAFE_ENTRY, "one thing"),
                arguments("overlapping quoted entries", overlapping(), Problem.ARCHIVE_UNSAFE_ENTRY, "shares bytes"),
                arguments("one entry listed twice", listedTwice(), Problem.ARCHIVE_UNSAFE_ENTRY, "shares bytes"),
                arguments("same name", pair("a.py", "a.py"), Problem.ARCHIVE_DUPLICATE_NAME, "'a.py'"),
                arguments("same in lower case", pair("Model.py", "model.PY"), Problem.ARCHIVE_DUPLICATE_NAME, "Model"),
                arguments("same letters", pair("caf\u00e9", "cafe\u0301"), Problem.ARCHIVE_DUPLICATE_NAME, "same name"),
                arguments("sharp s", pair("stra\u00dfe", "STRASSE"), Problem.ARCHIVE_DUPLICATE_NAME, "same name"),
                arguments("file as folder", pair("a", "a/b"), Problem.ARCHIVE_DUPLICATE_NAME, "same name"),
                arguments("folder as file", pair("A/b", "a"), Problem.ARCHIVE_DUPLICATE_NAME, "same name"),
                arguments("bomb by ratio", zip(entry("zeros", new byte[1_900_000])), Problem.ARCHIVE_RATIO, "'zeros'"),
                arguments(
                        "size that lies low",
                        zip(entry("a", noise(1000)).inflated(10)),
                        Problem.ARCHIVE_TRUNCATED,
                        "checksum"),
                arguments(
                        "size that lies high",
                        zip(entry("a", noise(10)).inflated(1000)),
                        Problem.ARCHIVE_TRUNCATED,
                        "'a'"),
                arguments(
                        "one large entry", zip(entry("large", noise(2_000_001))), Problem.ARCHIVE_TOO_LARGE, "'large'"),
                arguments("large together", large(), Problem.ARCHIVE_TOO_LARGE, "3 MB"),
                arguments("bomb by count", many(21), Problem.ARCHIVE_TOO_MANY_ENTRIES, "at most 20"),
                arguments("count that lies low", many(21, 3), Problem.ARCHIVE_TRUNCATED, "more entries"),
                arguments("count that lies high", many(3, 4), Problem.ARCHIVE_TRUNCATED, "fewer entries"),
                arguments("wrong checksum", wrongChecksum(), Problem.ARCHIVE_TRUNCATED, "checksum"),
                arguments("offset beyond the file", offset(1 << 30), Problem.NOT_AN_ARCHIVE, "in front"),
                arguments("data that is no deflate", garbage(), Problem.ARCHIVE_TRUNCATED, "damaged"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refuses(String what, byte[] zip, Problem problem, String said) throws IOException {
        Path file = file(zip);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ArchiveReader.read(file, LIMITS))
                .satisfies(exception -> {
                    assertThat(exception.problem()).as(exception.getMessage()).isEqualTo(problem);
                    assertThat(exception.getMessage())
                            .contains(said)
                            .hasSizeLessThan(400)
                            .doesNotContain("\u001b");
                });
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ArchiveReader.check(file, LIMITS))
                .satisfies(exception -> assertThat(exception.problem()).isEqualTo(problem));
    }

    @Test
    void acceptsExactlyTheLimits() throws IOException {
        assertThat(read(many(20))).hasSize(20);
        assertThat(read(named("a/b/c/d"))).containsOnlyKeys("a/b/c/d");
        assertThat(read(zip(entry("large", noise(2_000_000)))).get("large")).hasSize(2_000_000);
    }

    private static ZipBuilder ordinary() {
        return new ZipBuilder().add("model.py", "import torch\n").add("notes.txt", "none");
    }

    private static byte[] zip(ZipBuilder.Entry entry) {
        return new ZipBuilder().add(entry).bytes();
    }

    private static byte[] named(String name) {
        return zip(entry(name, "x"));
    }

    private static byte[] pair(String first, String second) {
        return new ZipBuilder().add(first, "1").add(second, "2").bytes();
    }

    private static byte[] many(int count) {
        return many(count, count);
    }

    private static byte[] many(int count, int declared) {
        ZipBuilder builder = new ZipBuilder().declaring(declared);
        for (int i = 0; i < count; i++) {
            builder.add("f" + i, "");
        }
        return builder.bytes();
    }

    private static byte[] large() {
        return new ZipBuilder()
                .add(entry("a", noise(1_500_000)))
                .add(entry("b", noise(1_500_000)))
                .add(entry("c", noise(1)))
                .bytes();
    }

    private static byte[] notUtf8() {
        ZipBuilder.Entry entry = entry("a", "x");
        entry.localName = new byte[] {'a', (byte) 0xFF};
        entry.centralName = entry.localName;
        return zip(entry);
    }

    private static byte[] otherName() {
        ZipBuilder.Entry entry = entry("safe.py", "x");
        entry.localName = text("evil.py");
        return zip(entry);
    }

    private static byte[] otherSize() {
        ZipBuilder.Entry entry = entry("a", "xyz");
        entry.localInflated = 2;
        return zip(entry);
    }

    /** David Fifield's way: the first entry's data quote the header of the second, whose kernel both share. */
    private static byte[] overlapping() {
        ZipBuilder.Entry kernel = entry("b", noise(500));
        byte[] header = ZipBuilder.local(kernel);
        ZipBuilder.Entry quoting = entry("a", "");
        quoting.method = 0;
        quoting.compressed = header.length + kernel.compressed;
        quoting.localCompressed = quoting.compressed;
        quoting.inflated(quoting.compressed);
        quoting.packed = new byte[0];
        return new ZipBuilder().add(quoting).add(kernel).bytes();
    }

    private static byte[] listedTwice() {
        ZipBuilder.Entry entry = entry("a", "x");
        return new ZipBuilder().add(entry).listed(entry).bytes();
    }

    private static byte[] wrongChecksum() {
        ZipBuilder.Entry entry = entry("a", "x");
        entry.crc ^= 1;
        return zip(entry);
    }

    private static byte[] garbage() {
        ZipBuilder.Entry entry = entry("a", noise(50));
        Arrays.fill(entry.packed, (byte) 0xFF);
        return zip(entry);
    }

    private static byte[] offset(long offset) {
        ZipBuilder.Entry entry = entry("a", "x");
        ZipBuilder builder = new ZipBuilder().add(entry);
        entry.offset = offset;
        return builder.bytes();
    }

    /** Does not pack well, so that only its size can be refused. */
    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new java.util.SplittableRandom(7).nextBytes(noise);
        return noise;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static Map<String, byte[]> contents(String... paths) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String path : paths) {
            contents.put(path, new byte[0]);
        }
        return contents;
    }

    private Map<String, byte[]> read(byte[] zip) throws IOException {
        return ArchiveReader.read(file(zip), LIMITS);
    }

    private Path file(byte[] zip) throws IOException {
        return Files.write(folder.resolve("upload.zip"), zip);
    }
}
