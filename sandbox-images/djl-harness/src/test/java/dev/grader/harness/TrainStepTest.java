package dev.grader.harness;

import static dev.grader.harness.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainStepTest {
    private static final String MINI_BATCHES = TestJob.recipe(4, 5, "cross_entropy", TestJob.ADAM);

    /** DJL leaves a TorchScript module in evaluation mode until it was evaluated once. */
    @Test
    void dropsFromTheFirstBatchOn() throws Exception {
        TestJob job = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .floats("a2", TestData.inputs(96), 24, 4)
                .blob("m1", TestData.model("dropping"))
                .trainUnit("t1", TestJob.recipe(1, 24, "mse", TestJob.STILL), 1);
        // x * 1 against x: zero if nothing is dropped, the mean of x² (about 0.5) if each is doubled or dropped
        assertThat(job.run().losses().get(0)).isBetween(0.4, 0.6);
    }

    @Test
    void theTrainedModelDropsNothingWhenItIsEvaluated() throws Exception {
        byte[] trained = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .floats("a2", TestData.inputs(96), 24, 4)
                .blob("m1", TestData.model("dropping"))
                .trainUnit("t1", TestJob.recipe(1, 24, "mse", TestJob.STILL), 1)
                .run()
                .trained();
        List<Double> predictions = TestJob.evaluate(trained, 3, 3).run().floats("predictions");
        assertClose(predictions, TestData.inputNumbers(12), 0);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws Exception {
        Answer first = TestJob.train(TestData.model("normed"), MINI_BATCHES, 5).run();
        Answer second = TestJob.train(TestData.model("normed"), MINI_BATCHES, 5).run();
        assertThat(second.trained()).isEqualTo(first.trained());
        assertThat(second.losses()).isEqualTo(first.losses());
    }

    @Test
    void anotherSeedGivesAnotherOrderOfRows() throws Exception {
        Answer first = TestJob.train(TestData.model("mlp"), MINI_BATCHES, 5).run();
        Answer second = TestJob.train(TestData.model("mlp"), MINI_BATCHES, 6).run();
        assertThat(second.trained()).isNotEqualTo(first.trained());
    }

    @Test
    void theSeedReachesTorchsGenerator() throws Exception {
        String recipe = TestJob.recipe(1, 24, "cross_entropy", TestJob.STILL);
        double first = TestJob.train(TestData.model("normal"), recipe, 5)
                .run()
                .losses()
                .get(0);
        assertThat(TestJob.train(TestData.model("normal"), recipe, 5).run().losses())
                .containsExactly(first);
        // The order of rows alone would change a mean only in its last digits.
        assertThat(TestJob.train(TestData.model("normal"), recipe, 6)
                        .run()
                        .losses()
                        .get(0))
                .isNotCloseTo(first, within(1e-4));
    }

    @Test
    void aLearningRateOfZeroKeepsTheExportedWeights() throws Exception {
        byte[] module = TestData.model("mlp");
        byte[] trained = TestJob.train(module, TestJob.recipe(2, 5, "cross_entropy", TestJob.STILL))
                .run()
                .trained();
        assertThat(TestJob.evaluate(trained, 6, 6).run().floats("predictions"))
                .isEqualTo(TestJob.evaluate(module, 6, 6).run().floats("predictions"));
    }

    @Test
    void anotherLearningRateGivesAnotherCurve() throws Exception {
        String faster = TestJob.recipe(4, 5, "cross_entropy", "{\"name\":\"adam\",\"learning_rate\":0.05}");
        assertThat(TestJob.train(TestData.model("mlp"), faster).run().losses())
                .isNotEqualTo(
                        TestJob.train(TestData.model("mlp"), MINI_BATCHES).run().losses());
    }

    /** Torch's optimizers leave out a parameter without a gradient; DJL's would let it decay. */
    @Test
    void weightDecayDoesNotTouchAParameterThatHasNoGradient() throws Exception {
        String decay = "{\"name\":\"sgd\",\"learning_rate\":0.1,\"weight_decay\":0.5}";
        byte[] trained = TestJob.of("train")
                .floats("a1", TestData.inputs(72), 24, 3)
                .floats("a2", TestData.inputs(72), 24, 3)
                .blob("m1", TestData.model("partly-used"))
                .trainUnit("t1", TestJob.recipe(3, 24, "mse", decay), 1)
                .run()
                .trained();
        // With zeros for x, the output is the parameter that takes part only detached.
        Answer answer = TestJob.of("evaluate")
                .floats("a1", new float[3], 1, 3)
                .blob("m1", trained)
                .unit("{\"id\":\"v1\",\"module\":\"m1\",\"inputs\":\"a1\",\"batch_size\":1,\"seconds\":60}")
                .run();
        assertThat(answer.floats("predictions")).containsExactly(4.0, 5.0, 6.0);
    }

    @Test
    void aLossThatIsNoNumberEndsTheTraining() throws Exception {
        Answer answer = TestJob.train(TestData.model("negative"), MINI_BATCHES).run();
        assertThat(answer.status()).isEqualTo("not_finite");
        assertThat(answer.outcome().header().get("epoch").getAsInt()).isEqualTo(1);
        assertThat(answer.ofKind("blob")).isEmpty();
    }

    @Test
    void aModelThatDivergesIsNotFinite() throws Exception {
        String wild = TestJob.recipe(50, 24, "mse", "{\"name\":\"sgd\",\"learning_rate\":1e30}");
        TestJob job = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .floats("a2", TestData.inputs(72), 24, 3)
                .blob("m1", TestData.model("mlp"))
                .trainUnit("t1", wild, 1);
        Answer answer = job.run();
        assertThat(answer.status()).isEqualTo("not_finite");
        assertThat(answer.outcome().header().get("epoch").getAsInt()).isGreaterThan(1);
    }

    @Test
    void aModelWithoutAnyGradientIsToldSo() throws Exception {
        Answer answer =
                TestJob.train(TestData.model("no-gradient"), MINI_BATCHES).run();
        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("message").getAsString()).startsWith("No parameter of the model gets a gradient");
    }

    @Test
    void tooFewClassesAreNamed() throws Exception {
        Answer answer = TestJob.train(TestData.model("softmax"), MINI_BATCHES).run();
        assertThat(answer.error().get("message").getAsString())
                .isEqualTo("The model's output has 2 classes; the labels need 3.");
    }

    @Test
    void anErrorInForwardNamesTheStudentsLine() throws Exception {
        Answer answer = TestJob.train(TestData.model("raising"), MINI_BATCHES).run();
        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("type").getAsString()).isEqualTo("RuntimeError");
        assertThat(answer.error().get("message").getAsString())
                .isEqualTo("mat1 and mat2 shapes cannot be multiplied (5x4 and 5x3)");
        assertThat(answer.error().get("file").getAsString()).isEqualTo("make_models.py");
        assertThat(answer.error().get("traceback").getAsString())
                .contains("in forward", "return y @ self.weight")
                .doesNotContain("/course");
    }

    @Test
    void aFileThatIsNoModelIsAnError() throws Exception {
        Answer answer = TestJob.train("no model".getBytes(StandardCharsets.UTF_8), MINI_BATCHES)
                .run();
        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("message").getAsString()).isNotBlank();
    }

    @Test
    void epochsAreReportedWithTrainingAccuracy() throws Exception {
        Answer answer = TestJob.train(TestData.model("mlp"), TestJob.recipe(80, 5, "cross_entropy", TestJob.ADAM))
                .run();
        List<Answer.Frame> epochs = answer.ofKind("epoch");
        assertThat(epochs).hasSize(80);
        assertThat(epochs.get(79).header().get("epoch").getAsInt()).isEqualTo(80);
        assertThat(epochs.get(79).header().get("accuracy").getAsDouble())
                .isGreaterThan(epochs.get(0).header().get("accuracy").getAsDouble())
                .isLessThanOrEqualTo(1);
    }

    /** Arrays that are left open pile up outside the Java heap, where no collector sees them. */
    @Test
    void everyBatchClosesItsArrays(@TempDir Path scratch) throws Exception {
        List<Integer> open = new ArrayList<>();
        ByteArrayOutputStream frames = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                open.add(openArrays());
            }
        };
        byte[] job = TestJob.train(TestData.model("normed"), TestJob.recipe(6, 5, "cross_entropy", TestJob.ADAM, 0.5))
                .bytes();
        new Harness(Channels.newChannel(new ByteArrayInputStream(job)), Channels.newChannel(frames), scratch, () -> {})
                .run();
        // ready, then one per epoch; the optimizer's state is there from the first epoch on
        assertThat(open.subList(2, 7)).containsOnly(open.get(1));
        assertThat(open.get(open.size() - 1)).as("after the unit").isEqualTo(open.get(0));
    }

    @Test
    void theRecipeSetsTheNumberOfThreads() throws Exception {
        String two = MINI_BATCHES.replace("\"threads\":1", "\"threads\":2");
        assertThat(TestJob.train(TestData.model("mlp"), two).run().status()).isEqualTo("ok");
        assertThat(JniUtils.getNumThreads()).isEqualTo(2);
        TestJob.train(TestData.model("mlp"), MINI_BATCHES).run();
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
        assertThat(JniUtils.getNumInteropThreads()).isEqualTo(1);
    }

    private static int openArrays() {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }
}
