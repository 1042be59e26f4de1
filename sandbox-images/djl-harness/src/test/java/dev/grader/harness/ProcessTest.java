package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness as a program: descriptor 3, exit codes, and what only a process of its own can show. */
final class ProcessTest {
    private static final String RECIPE = TestJob.recipe(3, 5, "cross_entropy", TestJob.ADAM);

    @TempDir
    private Path folder;

    record Result(int code, Answer answer, String errors) {}

    private Result run(byte[] input) throws Exception {
        return run(input, folder);
    }

    /** Runs a job in a process of its own. */
    static Result run(byte[] input, Path folder) throws Exception {
        Path scratch = Files.createTempDirectory(folder, "scratch");
        Path frames = Files.createTempFile(folder, "frames", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "exec 3>&1 1>&2; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + scratch,
                        "-Dai.djl.offline=true",
                        "-Dai.djl.pytorch.num_threads=1",
                        "-Dai.djl.pytorch.num_interop_threads=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.grader.harness.Main")
                .redirectOutput(frames.toFile())
                .redirectError(errors.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended by itself").isTrue();
        return new Result(process.exitValue(), Answer.parse(Files.readAllBytes(frames)), Files.readString(errors));
    }

    @Test
    void trainsAndPredictsBitByBitAsAnotherProcess() throws Exception {
        byte[] module = TestData.model("normed");
        Answer here = TestJob.train(module, RECIPE).run();
        Result there = run(TestJob.train(module, RECIPE).bytes());
        assertThat(there.code()).as(there.errors()).isZero();
        assertThat(there.answer().trained()).isEqualTo(here.trained());
        TestJob evaluation = TestJob.evaluate(here.trained(), 9, 4);
        assertThat(run(evaluation.bytes()).answer().tensor("predictions").payload())
                .isEqualTo(evaluation.run().tensor("predictions").payload());
    }

    @Test
    void whatAModelPrintsGetsIntoNoFrame() throws Exception {
        Result result = run(TestJob.evaluate(TestData.model("printing"), 3, 1).bytes());
        assertThat(result.answer().frames())
                .extracting(Answer.Frame::kind)
                .containsExactly("ready", "tensor", "outcome", "done");
    }

    @Test
    void aLoopWithoutEndIsATimeoutAndTheProcessEndsBeforeTheLaterUnits() throws Exception {
        TestJob job = TestJob.train(TestData.model("endless"), RECIPE).trainUnit("t2", RECIPE, 1);
        byte[] bytes = new String(job.bytes(), StandardCharsets.ISO_8859_1)
                .replace("\"seconds\":60", "\"seconds\":1 ")
                .getBytes(StandardCharsets.ISO_8859_1);
        Result result = run(bytes);
        assertThat(result.code()).as(result.errors()).isZero();
        assertThat(result.answer().frames())
                .extracting(frame -> frame.header().toString())
                .containsExactly(
                        "{\"frame\":\"ready\"}", "{\"frame\":\"outcome\",\"unit\":\"t1\",\"status\":\"timeout\"}");
    }

    @Test
    void inputThatIsNoJobIsAFaultOfTheService() throws Exception {
        Result result = run(TestJob.frame(FrameWriter.header("end"), new byte[0]));
        assertThat(result.code()).isEqualTo(70);
        assertThat(result.errors()).contains("the first frame must be a job of protocol 1");
        assertThat(result.answer().frames()).extracting(Answer.Frame::kind).isEqualTo(List.of("ready"));
    }
}
