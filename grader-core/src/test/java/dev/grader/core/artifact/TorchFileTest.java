package dev.grader.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class TorchFileTest {
    private static byte[] archive(Map<String, String> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void acceptsTorchScriptOfEveryVersionThatLibtorchReads() throws IOException {
        byte[] script = archive(Map.of("model/constants.pkl", "", "model/version", "10\n"));

        assertThatCode(() -> TorchFile.requireTorchScript("model.pt", script)).doesNotThrowAnyException();
    }

    @Test
    void namesBothVersionsOfANewerFile() throws IOException {
        byte[] script = archive(Map.of("model/constants.pkl", "", "model/.data/version", "11\n"));

        assertThatThrownBy(() -> TorchFile.requireTorchScript("model.pt", script))
                .hasMessageContaining("has version 11")
                .hasMessageContaining("libtorch " + TorchFile.LIBTORCH + " of the grader reads versions up to 10");
    }

    @Test
    void tellsPicklesAndDamagedFilesFromTorchScript() throws IOException {
        byte[] saved = archive(Map.of("model/data.pkl", "", "model/version", "3\n"));

        assertThatThrownBy(() -> TorchFile.requireTorchScript("model.pt", saved))
                .hasMessageContaining("saved by torch.save")
                .hasMessageContaining("torch.jit.script(model).save(\"model.pt\")");
        assertThatThrownBy(() -> TorchFile.requireTorchScript("model.pt", new byte[] {(byte) 0x80, 2, 'x'}))
                .hasMessageContaining("is a pickle");
        assertThatThrownBy(() -> TorchFile.requireTorchScript("model.pt", new byte[] {'P', 'K', 3, 4, 5, 6}))
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> TorchFile.requireTorchScript("model.pt", new byte[0]))
                .hasMessageContaining("no TorchScript file");
    }

    @Test
    void namesTheLibtorchOfTheImage() throws IOException {
        assertThat(Files.readString(Path.of("..", "sandbox-images", "djl", "Dockerfile")))
                .contains("PYTORCH_VERSION=" + TorchFile.LIBTORCH);
    }
}
