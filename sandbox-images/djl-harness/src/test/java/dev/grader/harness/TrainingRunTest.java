package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a recipe can say beyond a number of epochs. */
final class TrainingRunTest {
    private static final String SGD = "{\"name\":\"sgd\",\"learning_rate\":0.3}";

    @Test
    void checkpointsAreTheModelOnItsWay() throws Exception {
        byte[] mlp = TestData.model("mlp");
        Answer answer =
                TestJob.train(mlp, recipe(SGD, "\"checkpoints\":[0,10]")).run();
        List<Answer.Frame> blobs = answer.ofKind("blob");
        assertThat(blobs).hasSize(3);
        assertThat(blobs.get(0).header().get("checkpoint").getAsInt()).isZero();
        assertThat(blobs.get(1).header().get("checkpoint").getAsInt()).isEqualTo(10);
        assertThat(blobs.get(2).header().has("checkpoint")).isFalse();
        assertThat(predictions(blobs.get(0).payload())).isEqualTo(predictions(mlp));
        String ten = TestJob.recipe(10, 24, "cross_entropy", SGD);
        assertThat(predictions(blobs.get(1).payload()))
                .isEqualTo(predictions(TestJob.train(mlp, ten).run().trained()));
    }

    /** Saving switches to evaluation mode: without the switch back a batch norm would learn no statistics afterwards. */
    @Test
    void aCheckpointChangesNothingOfWhatFollows() throws Exception {
        for (String model : List.of("normed", "dropping")) {
            byte[] module = TestData.model(model);
            byte[] with = TestJob.train(module, recipe(SGD, "\"checkpoints\":[0,3,7]"))
                    .run()
                    .ofKind("blob")
                    .get(3)
                    .payload();
            byte[] without = TestJob.train(module, TestJob.recipe(30, 24, "cross_entropy", SGD))
                    .run()
                    .trained();
            assertThat(predictions(with)).as(model).isEqualTo(predictions(without));
        }
    }

    @Test
    void stepsCountAcrossEpochs() throws Exception {
        // 24 rows in batches of 10 are 3 steps an epoch.
        String recipe = "{\"steps\":7,\"batch_size\":10,\"loss\":\"cross_entropy\",\"threads\":1,\"optimizer\":" + SGD
                + ",\"checkpoints\":[4]}";
        Answer answer = TestJob.train(TestData.model("mlp"), recipe).run();
        assertThat(answer.status()).isEqualTo("ok");
        assertThat(answer.losses()).hasSize(3);
        assertThat(answer.ofKind("blob").get(0).header().get("checkpoint").getAsInt())
                .isEqualTo(4);
    }

    @Test
    void withoutShufflingTheSeedOfTheOrderIsOfNoMatter() throws Exception {
        String still =
                "{\"epochs\":4,\"batch_size\":5,\"loss\":\"cross_entropy\",\"threads\":1,\"shuffle\":false,\"optimizer\":"
                        + SGD + "}";
        byte[] mlp = TestData.model("mlp");
        assertThat(TestJob.train(mlp, still, 1).run().losses())
                .isEqualTo(TestJob.train(mlp, still, 2).run().losses());
    }

    /** A learning rate far too large makes the loss over other rows worse at once. */
    @Test
    void earlyStopKeepsTheBestEpochAndEndsAfterItsPatience() throws Exception {
        String wild = "{\"name\":\"sgd\",\"learning_rate\":30}";
        Answer answer = TestJob.train(
                        TestData.model("mlp"),
                        recipe(wild, "\"validation_share\":0.25,\"patience\":2,\"checkpoints\":[1,2,3,4,5,6,7,8]"))
                .run();
        assertThat(answer.status()).isEqualTo("ok");
        assertThat(answer.losses().size()).isLessThan(30);
        List<Answer.Frame> blobs = answer.ofKind("blob");
        // The last epochs were worse, so the result is an earlier checkpoint.
        byte[] result = blobs.get(blobs.size() - 1).payload();
        int epochs = answer.losses().size();
        assertThat(predictions(result))
                .isEqualTo(predictions(blobs.get(epochs - 3).payload()));
    }

    @Test
    void validationRowsAreNotTrainedOn() {
        EpochOrder order = new EpochOrder(5, 40, true, 0.25);
        Set<Long> kept = new HashSet<>();
        order.validation(7).forEach(batch -> {
            for (long row : batch) {
                kept.add(row);
            }
        });
        assertThat(kept).hasSize(10);
        Set<Long> trained = new HashSet<>();
        order.next(7).forEach(batch -> {
            for (long row : batch) {
                trained.add(row);
            }
        });
        assertThat(trained).hasSize(30).doesNotContainAnyElementsOf(kept);
        assertThat(new EpochOrder(6, 40, true, 0.25).validation(40).get(0))
                .isNotEqualTo(order.validation(40).get(0));
    }

    /** Two models of one class with other weights come out the same, and another seed makes another model. */
    @Test
    void reinitialisedWeightsDependOnTheSeedAlone() throws Exception {
        byte[] mlp = TestData.model("mlp");
        byte[] trained = TestJob.train(mlp, TestJob.recipe(5, 24, "cross_entropy", SGD))
                .run()
                .trained();
        String anew = recipe(TestJob.STILL, "\"reinitialised\":true,\"checkpoints\":[0]");
        List<Double> first = initial(mlp, anew, 71);
        assertThat(initial(trained, anew, 71)).isEqualTo(first);
        assertThat(initial(mlp, anew, 72)).isNotEqualTo(first);
        assertThat(first).isNotEqualTo(predictions(mlp));
    }

    @Test
    void aLossThatIsNoScalarIsRefusedInPlainWords() throws Exception {
        Answer answer = TestJob.train(TestData.model("mlp"), TestJob.recipe(1, 24, "module_output", SGD))
                .run();
        assertThat(answer.error().get("message").getAsString()).contains("must be one floating-point number");
    }

    @Test
    void aTupleNeedsItsPlaceNamed() throws Exception {
        Answer answer = TestJob.train(TestData.model("two-outputs"), TestJob.recipe(1, 24, "cross_entropy", SGD))
                .run();
        assertThat(answer.error().get("message").getAsString()).contains("must give one tensor; it gave 2");
    }

    private static List<Double> initial(byte[] module, String recipe, long seed) throws Exception {
        return predictions(
                TestJob.train(module, recipe, seed).run().ofKind("blob").get(0).payload());
    }

    private static String recipe(String optimizer, String more) {
        return TestJob.recipe("cross_entropy", optimizer, more);
    }

    private static List<Double> predictions(byte[] module) throws Exception {
        return TestJob.evaluate(module, 6, 6).run().floats("predictions");
    }
}
