package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as a torch of tomorrow would write them, in every step that loads one. */
final class NewerTorchTest {
    @TempDir
    private Path folder;

    private byte[] changed(String entry, String from, String to) throws IOException {
        Path model = Files.write(folder.resolve("model.pt"), TestData.model("dead"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile old = new ZipFile(model.toFile());
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (ZipEntry next : Collections.list(old.entries())) {
                byte[] content = old.getInputStream(next).readAllBytes();
                if (next.getName().endsWith(entry)) {
                    content = new String(content, StandardCharsets.UTF_8)
                            .replace(from, to)
                            .getBytes(StandardCharsets.UTF_8);
                }
                zip.putNextEntry(new ZipEntry(next.getName()));
                zip.write(content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Answer run(String step, byte[] model) throws Exception {
        return switch (step) {
            case "evaluate" -> TestJob.evaluate(model, 2, 2).run();
            case "train" ->
                TestJob.train(model, TestJob.recipe(1, 24, "cross_entropy", TestJob.ADAM))
                        .run();
            default ->
                TestJob.of("gradient")
                        .floats("a1", TestData.inputs(8), 2, 4)
                        .floats("a2", TestData.inputs(6), 2, 3)
                        .blob("m1", model)
                        .unit("{\"id\":\"u1\",\"module\":\"m1\",\"state\":{},\"inputs\":[\"a1\"],\"upstream\":\"a2\","
                                + "\"seconds\":60}")
                        .run();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "train", "gradient"})
    void anOperatorThatLibtorchLacksIsNamedWithBothSides(String step) throws Exception {
        Answer answer = run(step, changed("__torch__.py", "torch.relu(", "torch.tomorrow("));

        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("message").getAsString())
                .startsWith("the model uses the operator aten::tomorrow, which libtorch "
                        + Engine.getInstance().getVersion())
                .contains("saved by a newer PyTorch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "train", "gradient"})
    void aFormatThatLibtorchCannotReadIsNamed(String step) throws Exception {
        Answer answer = run(step, changed("version", "3", "99"));

        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("message").getAsString())
                .startsWith("the model has version 99 of the TorchScript format, but libtorch ")
                .contains("reads versions up to");
    }
}
