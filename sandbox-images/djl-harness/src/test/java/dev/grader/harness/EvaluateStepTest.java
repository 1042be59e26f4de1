package dev.grader.harness;

import static dev.grader.harness.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluateStepTest {
    private static Answer evaluate(String model, int rows, int batchSize) throws Exception {
        return TestJob.evaluate(TestData.model(model), rows, batchSize).run();
    }

    @Test
    void aRowPerInputRowInOrderWhateverTheBatch() throws Exception {
        Answer whole = evaluate("normed", 10, 10);
        Answer parts = evaluate("normed", 10, 3);
        assertThat(parts.tensor("predictions").header().get("shape").toString()).isEqualTo("[10,3]");
        assertClose(parts.floats("predictions"), whole.floats("predictions"), 1e-6);
    }

    @Test
    void aModelThatOverwritesItsInputDoesNoHarmToTheNextUnit() throws Exception {
        String second = "{\"id\":\"v2\",\"module\":\"m1\",\"inputs\":\"a1\",\"batch_size\":2,\"seconds\":60}";
        Answer answer =
                TestJob.evaluate(TestData.model("mutating"), 4, 2).unit(second).run();
        List<Answer.Frame> tensors = answer.ofKind("tensor");
        assertThat(tensors).hasSize(2);
        assertThat(tensors.get(1).payload()).isEqualTo(tensors.get(0).payload());
        assertThat(Answer.floats(tensors.get(0).payload())).anyMatch(value -> value != 0);
    }

    @Test
    void stridesDoNotReachTheWire() throws Exception {
        assertClose(evaluate("transposed", 3, 3).floats("predictions"), TestData.inputNumbers(12), 0);
    }

    @Test
    void halfPrecisionIsWidened() throws Exception {
        assertClose(evaluate("half", 3, 3).floats("predictions"), TestData.inputNumbers(12), 1e-3);
    }

    @Test
    void aPairIsNoPrediction() throws Exception {
        assertThat(evaluate("pair", 3, 3).error().get("message").getAsString())
                .isEqualTo("forward must give one tensor; it gave 2 of them.");
    }

    @Test
    void whatIsNoTensorIsTheStudentsError() throws Exception {
        for (String model : List.of("nothing", "number", "nested")) {
            Answer answer = evaluate(model, 3, 3);
            assertThat(answer.error().get("type").getAsString()).as(model).isEqualTo("ResultError");
            assertThat(answer.error().get("message").getAsString()).startsWith("forward must return a tensor");
        }
    }

    @Test
    void aModelThatAddsItsRowsUpIsToldTheShapes() throws Exception {
        assertThat(evaluate("summed", 3, 3).error().get("message").getAsString())
                .isEqualTo("The model must give one row per input row: 3 rows went in, the output has the shape (4).");
    }

    @Test
    void memoryThatCannotBeHadIsMemory() throws Exception {
        assertThat(evaluate("huge", 3, 3).status()).isEqualTo("memory");
    }

    @Test
    void randomNumbersAreTheSameEachTime() throws Exception {
        assertThat(evaluate("normal", 3, 3).floats("predictions"))
                .isEqualTo(evaluate("normal", 3, 3).floats("predictions"));
    }

    @Test
    void aFailedUnitDoesNotEndTheNextOne() throws Exception {
        Answer answer = TestJob.evaluate(TestData.model("raising"), 4, 2)
                .blob("m2", TestData.model("mlp"))
                .unit("{\"id\":\"v2\",\"module\":\"m2\",\"inputs\":\"a1\",\"batch_size\":2,\"seconds\":60}")
                .run();
        assertThat(answer.ofKind("outcome"))
                .extracting(frame -> frame.header().get("status").getAsString())
                .containsExactly("error", "ok");
        assertThat(answer.frames().get(answer.frames().size() - 1).kind()).isEqualTo("done");
    }
}
