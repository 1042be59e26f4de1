package dev.grader.harness;

import static dev.grader.harness.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GradientStepTest {
    private static final String UNIT =
            "{\"id\":\"u1\",\"module\":\"m1\",\"state\":{\"weight\":\"a1\"},\"inputs\":[\"a2\",\"a3\"],\"upstream\":\"a4\","
                    + "\"seconds\":60}";

    private static TestJob product() {
        float[] doubled = TestData.inputs(15);
        float[] upstream = TestData.inputs(15);
        for (int i = 0; i < 15; i++) {
            doubled[i] *= 2;
            upstream[i] = Math.abs(upstream[i]);
        }
        return TestJob.of("gradient")
                .floats("a1", TestData.inputs(6), 2, 3)
                .floats("a2", TestData.inputs(10), 5, 2)
                .floats("a3", doubled, 5, 3)
                .floats("a4", upstream, 5, 3)
                .blob("m1", TestData.model("product"));
    }

    @Test
    void gradientsAreTorchs() throws Exception {
        Answer answer = product().unit(UNIT).run();
        JsonObject torch = TestData.torchNumbers("gradients");
        assertThat(answer.tensorNames()).containsExactly("output", "input.0", "input.1", "parameter.weight");
        for (String name : answer.tensorNames()) {
            assertClose(answer.floats(name), TestData.numbers(torch.getAsJsonArray(name)), 1e-5);
        }
    }

    @Test
    void tokensHaveNoGradientButTheirTableHas() throws Exception {
        Answer answer = TestJob.of("gradient")
                .longs("a1", TestData.labels(6, 5), 2, 3)
                .floats("a2", TestData.inputs(6), 2, 3)
                .blob("m1", TestData.model("embedded"))
                .unit(
                        "{\"id\":\"u1\",\"module\":\"m1\",\"state\":{},\"inputs\":[\"a1\"],\"upstream\":\"a2\",\"seconds\":60}")
                .run();
        assertThat(answer.status()).as("%s", answer.outcome()).isEqualTo("ok");
        assertThat(answer.tensorNames())
                .contains("output", "parameter.table.weight")
                .doesNotContain("input.0");
        assertThat(answer.floats("parameter.table.weight")).anyMatch(value -> value != 0);
    }

    /** DJL adds the gradients of a second backward pass to those of the first. */
    @Test
    void gradientsDoNotAddUpFromUnitToUnit() throws Exception {
        Answer answer = product().unit(UNIT).unit(UNIT.replace("u1", "u2")).run();
        List<Answer.Frame> weights = answer.ofKind("tensor").stream()
                .filter(frame -> frame.header().get("name").getAsString().equals("parameter.weight"))
                .toList();
        assertThat(weights).hasSize(2);
        assertThat(weights.get(1).payload()).isEqualTo(weights.get(0).payload());
    }

    /** DJL's getGradient() makes up zeros for the two that are left out, and so they would look like the third. */
    @Test
    void aMissingGradientIsNotAZeroGradient() throws Exception {
        Answer answer = TestJob.of("gradient")
                .floats("a1", TestData.inputs(6), 2, 3)
                .blob("m1", TestData.model("partly-used"))
                .unit(
                        "{\"id\":\"u1\",\"module\":\"m1\",\"state\":{},\"inputs\":[\"a1\"],\"upstream\":\"a1\",\"seconds\":60}")
                .run();
        assertThat(answer.status()).isEqualTo("ok");
        assertThat(answer.tensorNames()).containsExactly("output", "input.0", "parameter.used", "parameter.zeroed");
        assertClose(answer.floats("parameter.zeroed"), List.of(0.0, 0.0, 0.0), 0);
        assertThat(answer.ofKind("note"))
                .extracting(frame -> frame.header().get("text").getAsString())
                .satisfiesExactly(
                        detached -> assertThat(detached).startsWith("Parameter detached gets no gradient"),
                        unused -> assertThat(unused).startsWith("Parameter unused gets no gradient"));
    }

    @Test
    void aModuleWithoutAnyGradientOfItsParametersStillGivesTheInputs() throws Exception {
        Answer answer = TestJob.of("gradient")
                .floats("a1", TestData.inputs(8), 2, 4)
                .floats("a2", TestData.inputs(6), 2, 3)
                .blob("m1", TestData.model("no-gradient"))
                .unit(
                        "{\"id\":\"u1\",\"module\":\"m1\",\"state\":{},\"inputs\":[\"a1\"],\"upstream\":\"a2\",\"seconds\":60}")
                .run();
        assertThat(answer.tensorNames()).containsExactly("output", "input.0");
        assertThat(answer.ofKind("note")).hasSize(1);
    }

    @Test
    void aMissingParameterIsNamedWithThoseThatThereAre() throws Exception {
        Answer answer =
                product().unit(UNIT.replace("\"weight\":", "\"kernel\":")).run();
        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("message").getAsString())
                .isEqualTo("The module must have a parameter named kernel; it has weight.");
    }

    @Test
    void aParameterOfAnotherShapeIsNamed() throws Exception {
        Answer answer = product()
                .unit(UNIT.replace("\"weight\":\"a1\"", "\"weight\":\"a2\""))
                .run();
        assertThat(answer.error().get("message").getAsString())
                .isEqualTo("Parameter weight must have the shape (5, 2); it has the shape (2, 3).");
    }

    @Test
    void anInputThatIsChangedInPlaceIsToldInTorchsWords() throws Exception {
        Answer answer = TestJob.of("gradient")
                .floats("a1", TestData.inputs(8), 2, 4)
                .floats("a2", TestData.inputs(6), 2, 3)
                .blob("m1", TestData.model("mutating"))
                .unit(
                        "{\"id\":\"u1\",\"module\":\"m1\",\"state\":{},\"inputs\":[\"a1\"],\"upstream\":\"a2\",\"seconds\":60}")
                .run();
        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("message").getAsString()).contains("leaf Variable", "in-place");
    }
}
