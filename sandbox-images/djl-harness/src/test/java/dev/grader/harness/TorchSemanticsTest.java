package dev.grader.harness;

import static dev.grader.harness.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Losses of every epoch, and predictions after a reload, against those that torch itself computed for the same model, data
 * and recipe. A gradient that is kept from the step before, a loss of another scale, an optimizer of another formula or a
 * buffer that gets lost would each show.
 */
final class TorchSemanticsTest {
    private static final double TOLERANCE = 5e-5;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "adam | mlp | 0 | {'name':'adam','learning_rate':0.02}",
                "adam-epsilon | mlp | 0 | {'name':'adam','learning_rate':0.02,'beta1':0.8,'beta2':0.95,'epsilon':0.01}",
                "adam-decay | mlp | 0 | {'name':'adam','learning_rate':0.02,'weight_decay':0.05}",
                "sgd | mlp | 0 | {'name':'sgd','learning_rate':0.3}",
                "sgd-momentum | mlp | 0 | {'name':'sgd','learning_rate':0.1,'momentum':0.9}",
                "sgd-nesterov | mlp | 0 |"
                        + " {'name':'sgd','learning_rate':0.1,'momentum':0.9,'nesterov':true,'weight_decay':0.01}",
                "clipped | mlp | 0.05 | {'name':'sgd','learning_rate':0.3}",
                "normed | normed | 0 | {'name':'sgd','learning_rate':0.1,'momentum':0.9}",
                "frozen | frozen | 0 | {'name':'adam','learning_rate':0.02}",
                "tied | tied | 0 | {'name':'adam','learning_rate':0.02}",
                "tied-sgd | tied | 0 | {'name':'sgd','learning_rate':0.1,'momentum':0.9}"
            },
            quoteCharacter = '"')
    void trainsLikeTorch(String numbers, String model, double clipNorm, String optimizer) throws Exception {
        String recipe = TestJob.recipe(30, 24, "cross_entropy", optimizer.replace('\'', '"'), clipNorm);
        assertLikeTorch(numbers, TestJob.train(TestData.model(model), recipe));
    }

    @Test
    void meanSquaredErrorHasTorchsScale() throws Exception {
        TestJob job = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .floats("a2", TestData.inputs(72), 24, 3)
                .blob("m1", TestData.model("mlp"))
                .trainUnit("t1", TestJob.recipe(30, 24, "mse", "{\"name\":\"sgd\",\"learning_rate\":0.1}"), 1);
        assertLikeTorch("mse", job);
    }

    /** DJL's Trainer.step() throws here. */
    @Test
    void gradientsThatAreAllZeroDoNotEndATraining() throws Exception {
        String optimizer = "{\"name\":\"sgd\",\"learning_rate\":0.1,\"weight_decay\":0.5}";
        assertLikeTorch(
                "dead-decay", TestJob.train(TestData.model("dead"), TestJob.recipe(3, 24, "cross_entropy", optimizer)));
    }

    /** DJL's Trainer.step() throws here too: over the classes, gradients of a softmax's bias are x and -x. */
    @Test
    void gradientsThatAddUpToZeroDoNotEndATraining() throws Exception {
        TestJob job = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .longs("a2", TestData.labels(24, 2), 24)
                .blob("m1", TestData.model("softmax"))
                .trainUnit("t1", TestJob.recipe(3, 24, "cross_entropy", "{\"name\":\"sgd\",\"learning_rate\":0.1}"), 1);
        assertLikeTorch("softmax", job);
    }

    @Test
    void crossEntropyOverPositionsHasTheClassesOnTheSecondAxis() throws Exception {
        TestJob job = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .longs("a2", TestData.labels(48, 3), 24, 2)
                .blob("m1", TestData.model("sequence"))
                .trainUnit(
                        "t1", TestJob.recipe(30, 24, "cross_entropy", "{\"name\":\"sgd\",\"learning_rate\":0.3}"), 1);
        assertLikeTorch("sequence", job);
    }

    private static void assertLikeTorch(String numbers, TestJob job) throws Exception {
        JsonObject torch = TestData.torchNumbers(numbers);
        Answer trained = job.run();
        assertThat(trained.status()).as("%s", trained.outcome()).isEqualTo("ok");
        assertClose(trained.losses(), TestData.numbers(torch.getAsJsonArray("losses")), TOLERANCE);
        Answer evaluated = TestJob.evaluate(trained.trained(), 6, 6).run();
        assertClose(evaluated.floats("predictions"), TestData.numbers(torch.getAsJsonArray("predictions")), TOLERANCE);
    }
}
