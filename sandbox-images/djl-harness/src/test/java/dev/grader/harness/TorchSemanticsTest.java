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
                "adamw | mlp | 0 | {'name':'adamw','learning_rate':0.02,'weight_decay':0.3}",
                "rmsprop | mlp | 0 | {'name':'rmsprop','learning_rate':0.01}",
                "rmsprop-centered | mlp | 0 | {'name':'rmsprop','learning_rate':0.005,'alpha':0.9,'epsilon':0.01,"
                        + "'momentum':0.5,'centered':true,'weight_decay':0.02}",
                "adagrad | mlp | 0 | {'name':'adagrad','learning_rate':0.1}",
                "adagrad-decay | mlp | 0 | {'name':'adagrad','learning_rate':0.2,'learning_rate_decay':0.1,"
                        + "'initial_accumulator_value':0.1,'epsilon':0.01,'weight_decay':0.02}",
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

    /** Each epoch is one step, so both ways to count must agree. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "step-rate | {'name':'sgd','learning_rate':0.3} | {'name':'step','step_size':7,'gamma':0.5}",
                "multi-step-rate | {'name':'adam','learning_rate':0.02} |"
                        + " {'name':'multi_step','milestones':[4,20],'gamma':0.3}",
                "exponential-rate | {'name':'sgd','learning_rate':0.3,'momentum':0.9} |"
                        + " {'name':'exponential','gamma':0.9}",
                "cosine-rate | {'name':'sgd','learning_rate':0.3} | {'name':'cosine','t_max':30,'eta_min':0.01}",
                "warm-up | {'name':'sgd','learning_rate':0.3} |"
                        + " {'name':'linear_warmup','total_iters':12,'start_factor':0.1}"
            },
            quoteCharacter = '"')
    void changesTheLearningRateLikeTorch(String numbers, String optimizer, String schedule) throws Exception {
        for (String per : new String[] {"EPOCH", "STEP"}) {
            String counted = schedule.replace("}", ",'per':'" + per + "'}");
            String recipe = TestJob.recipe("cross_entropy", optimizer, "'schedule':" + counted);
            assertLikeTorch(numbers, TestJob.train(TestData.model("mlp"), recipe.replace('\'', '"')));
        }
    }

    @Test
    void cutsGradientsLikeTorch() throws Exception {
        String recipe =
                TestJob.recipe("cross_entropy", "{\"name\":\"sgd\",\"learning_rate\":0.3}", "\"clip_value\":0.01");
        assertLikeTorch("cut", TestJob.train(TestData.model("mlp"), recipe));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"mae,0.1,1,false", "huber,0.1,3,false", "bce,0.3,1,true"})
    void lossesOfNumbersHaveTorchsScale(String numbers, double rate, float scale, boolean binary) throws Exception {
        float[] labels = TestData.inputs(72);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = binary ? (labels[i] > 0 ? 1 : 0) : labels[i] * scale;
        }
        String recipe = TestJob.recipe(
                numbers.equals("bce") ? "bce_with_logits" : numbers,
                "{\"name\":\"sgd\",\"learning_rate\":" + rate + "}",
                "\"delta\":0.5");
        assertLikeTorch(
                numbers,
                TestJob.of("train")
                        .floats("a1", TestData.inputs(96), 24, 4)
                        .floats("a2", labels, 24, 3)
                        .blob("m1", TestData.model("mlp"))
                        .trainUnit("t1", recipe, 1));
    }

    @Test
    void negativeLogLikelihoodTakesLogProbabilities() throws Exception {
        assertLikeTorch(
                "nll",
                TestJob.train(
                        TestData.model("logarithms"),
                        TestJob.recipe(30, 24, "nll", "{\"name\":\"sgd\",\"learning_rate\":0.3}")));
    }

    /** (N, T, C) for labels (N, T): with 2 positions and 3 classes only the last axis fits. */
    @Test
    void languageModelsHaveTheClassesLast() throws Exception {
        TestJob job = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .longs("a2", TestData.labels(48, 3), 24, 2)
                .blob("m1", TestData.model("words"))
                .trainUnit(
                        "t1", TestJob.recipe(30, 24, "cross_entropy", "{\"name\":\"sgd\",\"learning_rate\":0.3}"), 1);
        assertLikeTorch("words", job);
    }

    @Test
    void aModuleMayComputeItsOwnLoss() throws Exception {
        String recipe = TestJob.recipe(30, 24, "module_output", "{\"name\":\"sgd\",\"learning_rate\":0.05}");
        assertLikeTorch("own-loss", TestJob.train(TestData.model("own-loss"), recipe));
    }

    @Test
    void aModulesOwnLossMayNeedLabelsAndStandBesidePredictions() throws Exception {
        String recipe = TestJob.recipe(
                "module_output", "{\"name\":\"sgd\",\"learning_rate\":0.1}", "\"loss_output\":1,\"with_labels\":true");
        JsonObject torch = TestData.torchNumbers("two-outputs");
        Answer trained = TestJob.of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .floats("a2", TestData.inputs(72), 24, 3)
                .blob("m1", TestData.model("two-outputs"))
                .trainUnit("t1", recipe, 1)
                .run();
        assertClose(trained.losses(), TestData.numbers(torch.getAsJsonArray("losses")), TOLERANCE);
        Answer evaluated = TestJob.of("evaluate")
                .floats("a1", TestData.inputs(24), 6, 4)
                .blob("m1", trained.trained())
                .unit(
                        "{\"id\":\"v1\",\"module\":\"m1\",\"inputs\":\"a1\",\"batch_size\":6,\"seconds\":60,\"output\":0}")
                .run();
        assertClose(evaluated.floats("predictions"), TestData.numbers(torch.getAsJsonArray("predictions")), TOLERANCE);
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

    /** An embedding takes whole numbers only. */
    @Test
    void trainsOnTokensLikeTorch() throws Exception {
        String recipe = TestJob.recipe(30, 24, "cross_entropy", TestJob.ADAM);
        JsonObject torch = TestData.torchNumbers("embedded");

        Answer trained = TestJob.trainTokens(TestData.model("embedded"), recipe).run();

        assertThat(trained.status()).as("%s", trained.outcome()).isEqualTo("ok");
        assertClose(trained.losses(), TestData.numbers(torch.getAsJsonArray("losses")), TOLERANCE);
        Answer evaluated = TestJob.of("evaluate")
                .longs("a1", TestData.labels(18, 5), 6, 3)
                .blob("m1", trained.trained())
                .unit("{\"id\":\"v1\",\"module\":\"m1\",\"inputs\":\"a1\",\"batch_size\":4,\"seconds\":60}")
                .run();
        assertClose(evaluated.floats("predictions"), TestData.numbers(torch.getAsJsonArray("predictions")), TOLERANCE);
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
