package dev.grader.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SingleFileTest {
    private static final ArchiveLimits LIMITS = ArchiveLimits.submission(1);
    private static final byte[] CODE = text("import torch\n");
    private static final byte[] NOTEBOOK = text(" {\"cells\": []}");
    private static final byte[] ARRAY = Npy.write(Tensor.ofLongs(List.of(2L), 1, 2));

    @TempDir
    private Path folder;

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                arguments("model.py", CODE, "model.py"),
                arguments("hw.ipynb", NOTEBOOK, "hw.ipynb"),
                arguments("hw.py|hw.ipynb", NOTEBOOK, "hw.ipynb"),
                arguments("hw.py|hw.ipynb", CODE, "hw.py"),
                arguments("hw.py|hw.ipynb", text("{\n \"cells\": []\n}\n"), "hw.ipynb"),
                arguments("hw.py|hw.ipynb", text("\uFEFF{\r\n \"cells\": []\n}\n"), "hw.ipynb"),
                arguments("model.py", text("{\n \"cells\": []\n}\n"), ""),
                arguments("model.pt", zip("model.pt", zip("model/data.pkl", CODE)), ""),
                arguments("predictions.csv", text("id,label\n1,2\n"), "predictions.csv"),
                arguments("scores.npz", zip("scores.npy", ARRAY), "scores.npz"),
                arguments("model.pt", zip("model/data.pkl", CODE), "model.pt"),
                arguments("array.npy", ARRAY, "array.npy"),
                arguments("model.py", zip("model.py", CODE), ""),
                arguments("model.py", NOTEBOOK, ""),
                arguments("hw.ipynb", CODE, ""),
                arguments("model.py", text("%PDF-1.7"), ""),
                arguments("model.py", new byte[] {'a', 0, 'b'}, ""),
                arguments("model.py", new byte[0], ""),
                arguments("scores.npz", zip("scores.npz", ARRAY), ""),
                arguments("model.pt", new byte[] {'P', 'K', 3, 4, 0}, ""),
                arguments("a.py|b.py", CODE, ""));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("files")
    void isToldByItsContent(String required, byte[] content, String name) throws IOException {
        Path file = Files.write(folder.resolve("upload"), content);

        assertThat(SingleFile.name(file, List.of(required), LIMITS).orElse("")).isEqualTo(name);
    }

    @Test
    void readsTheFileOrTheArchive() throws IOException {
        Path file = Files.write(folder.resolve("file"), CODE);
        Path archive = Files.write(folder.resolve("archive"), zip("model.py", CODE));

        assertThat(SingleFile.read(file, List.of("model.py"), LIMITS))
                .containsExactlyEntriesOf(Map.of("model.py", CODE));
        assertThat(SingleFile.read(archive, List.of("model.py"), LIMITS)).containsOnlyKeys("model.py");
        assertThat(SingleFile.name(file, List.of("model.py", "report.md"), LIMITS))
                .isEmpty();
        assertThat(SingleFile.name(file, List.of(), LIMITS)).isEmpty();
    }

    /** The stored bytes of a submission are read again for versions of the suite that came later. */
    @Test
    void aFileIsReadUnderVersionsThatAskForMoreThanIt() throws IOException {
        Path file = Files.write(folder.resolve("file"), CODE);

        assertThat(SingleFile.read(file, List.of("model.py", "report.pdf"), LIMITS))
                .containsOnlyKeys("model.py");
        assertThat(SingleFile.read(file, List.of("a.py|b.py"), LIMITS)).containsOnlyKeys("a.py");
        assertThat(SingleFile.read(file, List.of("report.pdf"), LIMITS)).containsOnlyKeys("submission");
    }

    @Test
    void aFileBeyondTheLimitIsNone() throws IOException {
        Path file = Files.write(folder.resolve("large"), text("x".repeat(1_000_001)));

        assertThat(SingleFile.name(file, List.of("model.py"), LIMITS)).isEmpty();
    }
}
