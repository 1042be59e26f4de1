package dev.grader.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a submission in Java: compiled, built, trained, evaluated, differentiated, called. */
final class SubmittedBlockTest {
    @TempDir
    private Path folder;

    private static final String NET = """
            package course;

            import ai.djl.ndarray.*;
            import ai.djl.ndarray.types.*;
            import ai.djl.nn.*;
            import ai.djl.training.ParameterStore;
            import ai.djl.util.PairList;

            public class Net extends AbstractBlock {
                private final Parameter weight;
                private final Parameter bias;
                private final int outputs;

                public Net(int outputs) {
                    this.outputs = outputs;
                    weight = addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
                    bias = addParameter(Parameter.builder().setName("bias").setType(Parameter.Type.BIAS)
                            .optShape(new Shape(outputs)).build());
                }

                public static Block build() {
                    return new SequentialBlock()
                            .add(new Net(8)).add(Activation.tanhBlock())
                            .add(ai.djl.nn.norm.BatchNorm.builder().build())
                            .add(ai.djl.nn.norm.Dropout.builder().optRate(0.1f).build())
                            .add(new Net(3));
                }

                @Override
                protected void prepare(Shape[] inputs) {
                    weight.setShape(new Shape(inputs[0].get(inputs[0].dimension() - 1), outputs));
                }

                @Override
                protected NDList forwardInternal(
                        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> more) {
                    NDArray x = inputs.singletonOrThrow();
                    NDArray w = store.getValue(weight, x.getDevice(), training);
                    NDArray b = store.getValue(bias, x.getDevice(), training);
                    return new NDList(x.matMul(w).add(b));
                }

                @Override
                public Shape[] getOutputShapes(Shape[] inputs) {
                    return new Shape[] {new Shape(inputs[0].get(0), outputs)};
                }

                record Cache(NDArray x, NDArray w) {}

                record Forward(NDArray output, Cache cache) {}

                static Forward forward(NDArray x, NDArray w) {
                    return new Forward(x.matMul(w), new Cache(x, w));
                }

                static NDList backward(NDArray upstream, Cache cache) {
                    return new NDList(upstream.matMul(cache.w().transpose()), cache.x().transpose().matMul(upstream));
                }

                static NDArray broken(NDArray x) {
                    System.out.println("about to break");
                    return x.reshape(7, 7);
                }

                static NDArray closing(NDArray x) {
                    NDArray y = x.add(1);
                    y.close();
                    return y;
                }

                static java.util.Map<String, NDArray> overriding(NDArray x) {
                    return new java.util.HashMap<>() {
                        @Override
                        public boolean containsKey(Object key) {
                            return containsKey(key);
                        }
                    };
                }

                static NDArray leaving(NDArray x) {
                    System.exit(70);
                    return x;
                }

                static NDArray changing(NDArray x) {
                    return x.addi(1);
                }
            }
            """;

    private static byte[] classes() throws Exception {
        Answer answer = TestJob.of("compile")
                .file("src/main/java/course/Net.java", NET)
                .unit("{\"id\":\"k1\",\"target\":\"Net\",\"seconds\":60}")
                .run();
        assertThat(answer.status()).as(answer.frames().toString()).isEqualTo("ok");
        return answer.ofKind("blob").get(0).payload();
    }

    private static byte[] model(byte[] classes, String target, String construct, String inputs, byte... state) {
        JsonObject header = FrameWriter.header("java_model");
        header.addProperty("target", target);
        header.add("construct", JsonParser.parseString(construct));
        header.add("inputs", JsonParser.parseString(inputs));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(TestJob.frame(header, new byte[0]));
        all.writeBytes(classes);
        all.writeBytes(state);
        return all.toByteArray();
    }

    private static final String FOUR = "[{\"shape\":[1,4],\"dtype\":\"float32\"}]";

    private static byte[] built(byte[] model, int seed) throws Exception {
        Answer answer = TestJob.of("build")
                .blob("m1", model)
                .unit("{\"id\":\"e1\",\"module\":\"m1\",\"seed\":" + seed + ",\"seconds\":60}")
                .run();
        return answer.trained();
    }

    @Test
    void aBlockIsBuiltTrainedAndEvaluated() throws Exception {
        byte[] classes = classes();
        byte[] fresh = model(classes, "Net:build", "[]", FOUR);
        byte[] state = built(fresh, 5);
        assertThat(built(fresh, 5)).isEqualTo(state);
        assertThat(built(fresh, 6)).isNotEqualTo(state);
        String recipe = TestJob.recipe(30, 8, "cross_entropy", TestJob.ADAM);
        byte[] module = model(classes, "Net:build", "[]", FOUR, state);
        Answer training = TestJob.train(module, recipe).run();
        assertThat(training.status()).as(training.frames().toString()).isEqualTo("ok");
        assertThat(training.losses().get(29)).isLessThan(0.7 * training.losses().get(0));
        byte[] trained = training.trained();
        assertThat(TestJob.train(module, recipe).run().trained()).isEqualTo(trained);
        assertThat(new String(trained, StandardCharsets.ISO_8859_1))
                .contains("runningMean")
                .doesNotContain("java_model");
        Answer predictions = TestJob.evaluate(model(classes, "Net:build", "[]", FOUR, trained), 9, 4)
                .run();
        Answer together = TestJob.evaluate(model(classes, "Net:build", "[]", FOUR, trained), 9, 9)
                .run();
        assertThat(predictions.floats("predictions")).hasSize(27).isEqualTo(together.floats("predictions"));
    }

    @Test
    void gradientsOfABlockArriveByName() throws Exception {
        byte[] classes = classes();
        byte[] fresh = model(classes, "Net:new", "[2]", FOUR);
        Answer answer = TestJob.of("gradient")
                .blob("m1", model(classes, "Net:new", "[2]", FOUR, built(fresh, 1)))
                .floats("a1", new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2)
                .floats("a2", new float[] {1, 0, -1, 2}, 1, 4)
                .floats("a3", new float[] {1, -1}, 1, 2)
                .unit("{\"id\":\"u1\",\"module\":\"m1\",\"state\":{\"weight\":\"a1\"},\"inputs\":[\"a2\"],"
                        + "\"upstream\":\"a3\",\"seconds\":60}")
                .run();
        assertThat(answer.status()).as(answer.frames().toString()).isEqualTo("ok");
        assertThat(answer.floats("output")).containsExactly(1.0 - 5 + 14, 2.0 - 6 + 16);
        assertThat(answer.floats("input.0")).containsExactly(-1.0, -1.0, -1.0, -1.0);
        assertThat(answer.floats("parameter.weight")).containsExactly(1.0, -1.0, 0.0, -0.0, -1.0, 1.0, 2.0, -2.0);
        assertThat(answer.floats("parameter.bias")).containsExactly(1.0, -1.0);
    }

    private static Answer probe(String program) throws Exception {
        return job(program).run();
    }

    private static TestJob job(String program) throws Exception {
        return TestJob.of("probe")
                .blob("m1", classes())
                .floats("a1", new float[] {1, 2, 3, 4}, 2, 2)
                .floats("a2", new float[] {1, 0, 0, 2}, 2, 2)
                .unit("{\"id\":\"u1\",\"framework\":\"djl\",\"seconds\":60,\"programs\":[" + program + "]}");
    }

    private static String call(String method, String argument) {
        return "{\"calls\":[{\"id\":\"c\",\"action\":\"call\",\"target\":\"Net:" + method + "\",\"arguments\":["
                + argument + "],\"record\":[[]]}]}";
    }

    @Test
    void staticMethodsAreCalledAndCachesStayOpaque() throws Exception {
        Answer answer = probe("""
                {"calls": [
                    {"id": "f", "action": "call", "target": "Net:forward", "record": [[0]],
                     "arguments": [{"tensor": "a1"}, {"tensor": "a2"}]},
                    {"id": "b", "action": "call", "target": "Net:backward", "record": [[0], [1]],
                     "arguments": [{"tensor": "a1"}, {"result": "f", "path": [1]}]}],
                 "moves": [{"id": "m", "until": "f", "record": ["output"], "tensor": "a2", "offsets": [0, 3],
                            "by": [1.0, -1.0]}]}""");
        assertThat(answer.status()).as(answer.frames().toString()).isEqualTo("ok");
        assertThat(answer.floats("f.0")).containsExactly(1.0, 4.0, 3.0, 8.0);
        assertThat(answer.floats("b.0")).containsExactly(1.0, 4.0, 3.0, 8.0);
        assertThat(answer.floats("b.1")).containsExactly(10.0, 14.0, 14.0, 20.0);
        assertThat(answer.floats("m.0")).containsExactly(2.0, 4.0, 6.0, 8.0, 0.0, 4.0, 0.0, 8.0);
        assertThat(answer.floats("m.3")).containsExactly(1.0, 6.0, 3.0, 12.0, 1.0, 2.0, 3.0, 4.0);
    }

    @Test
    void aBlockIsCalledWithItsState() throws Exception {
        Answer answer = probe("""
                {"calls": [
                    {"id": "o", "action": "construct", "target": "Net:new", "arguments": [{"literal": 2}],
                     "state": {"weight": {"tensor": "a2"}}},
                    {"id": "c", "action": "method", "of": "o", "arguments": [{"tensor": "a1"}], "record": [[]]},
                    {"id": "g", "action": "autograd", "of": "c", "arguments": [{"tensor": "a1"}],
                     "gradients": ["a2"], "record": [[0]]}]}""");
        assertThat(answer.status()).as(answer.frames().toString()).isEqualTo("ok");
        assertThat(answer.floats("c.0")).containsExactly(1.0, 4.0, 3.0, 8.0);
        assertThat(answer.floats("g.0")).containsExactly(10.0, 14.0, 14.0, 20.0);
    }

    @Test
    void anErrorIsToldByTheStudentsOwnLine() throws Exception {
        Answer answer = probe(call("broken", "{\"tensor\":\"a1\"}"));
        assertThat(answer.status()).isEqualTo("error");
        assertThat(answer.error().get("file").getAsString()).isEqualTo("Net.java");
        int line = 1 + (int) NET.substring(0, NET.indexOf("x.reshape")).lines().count() - 1;
        assertThat(answer.error().get("line").getAsInt()).isEqualTo(line);
        assertThat(answer.error().get("message").getAsString())
                .contains("[7, 7]")
                .doesNotContain("frame #0");
        assertThat(answer.error().get("traceback").getAsString()).startsWith("at course.Net.broken (Net.java:");
        assertThat(new String(answer.ofKind("text").get(0).payload(), StandardCharsets.UTF_8))
                .isEqualTo("about to break\n");
    }

    @Test
    void anArrayThatWasClosedIsTheStudentsFault() throws Exception {
        assertThat(probe(call("closing", "{\"tensor\":\"a1\"}")).status()).isEqualTo("error");
    }

    @Test
    void anErrorOfAnOverriddenMethodIsTheStudents() throws Exception {
        Answer answer = probe("""
                {"calls": [{"id": "c", "action": "call", "target": "Net:overriding", "arguments": [{"tensor": "a1"}],
                            "record": [["x"]]}]}""");
        assertThat(answer.error().get("type").getAsString()).isEqualTo("StackOverflowError");
        assertThat(answer.frames().getLast().kind()).isEqualTo("done");
    }

    @Test
    void whoeverExitsIsNoFaultOfTheService() throws Exception {
        ProcessTest.Result result =
                ProcessTest.run(job(call("leaving", "{\"tensor\":\"a1\"}")).bytes(), folder);
        assertThat(result.code()).isZero();
        assertThat(result.answer().ofKind("outcome")).isEmpty();
        assertThat(result.answer().ofKind("done")).isEmpty();
    }

    @Test
    void aChangedArgumentIsNoted() throws Exception {
        Answer answer = probe(call("changing", "{\"tensor\":\"a1\"}"));
        assertThat(answer.ofKind("note")).hasSize(1);
        assertThat(answer.floats("c.0")).containsExactly(2.0, 3.0, 4.0, 5.0);
    }

    @Test
    void wrongArgumentsAreToldWithWhatTheSubmissionHas() throws Exception {
        Answer answer = probe(call("forward", "{\"literal\":1}"));
        assertThat(answer.error().get("message").getAsString())
                .isEqualTo("Net:forward is called with (a number); the submission has Net.forward(NDArray, NDArray).");
    }

    @Test
    void findingsComeBeforeTheClassesAndErrorsWithFileAndLine() throws Exception {
        Answer answer = TestJob.of("compile")
                .rule("r1", "ai.djl.nn.norm")
                .file("Net.java", NET)
                .file("Other.java", "class Other { int x = y; }")
                .unit("{\"id\":\"k1\",\"target\":\"Net\",\"seconds\":60}")
                .unit("{\"id\":\"k2\",\"target\":\"Other\",\"seconds\":60}")
                .run();
        List<String> kinds =
                answer.frames().stream().map(Answer.Frame::kind).distinct().toList();
        assertThat(kinds).containsExactly("ready", "finding", "parsed", "blob", "outcome", "done");
        JsonArray rules = new JsonArray();
        answer.ofKind("finding").forEach(finding -> rules.add(finding.header().get("rule")));
        assertThat(rules.toString()).contains("\"r1\"").contains("\"\"");
        JsonObject error = answer.ofKind("outcome").get(1).header().getAsJsonObject("error");
        assertThat(error.get("type").getAsString()).isEqualTo("CompileError");
        assertThat(error.get("file").getAsString()).isEqualTo("Other.java");
        assertThat(error.get("line").getAsInt()).isEqualTo(1);
    }
}
