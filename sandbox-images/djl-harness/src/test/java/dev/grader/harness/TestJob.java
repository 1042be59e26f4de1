package dev.grader.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A job as a worker sends it. */
final class TestJob {
    static final String ADAM = "{\"name\":\"adam\",\"learning_rate\":0.02}";
    static final String STILL = "{\"name\":\"sgd\",\"learning_rate\":0}";

    private final String step;
    private final JsonArray units = new JsonArray();
    private final JsonArray rules = new JsonArray();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    private TestJob(String step) {
        this.step = step;
    }

    static TestJob of(String step) {
        return new TestJob(step);
    }

    /** A training of one model on 24 rows of 4 numbers with labels of 3 classes. */
    static TestJob train(byte[] module, String recipe) {
        return train(module, recipe, 71);
    }

    static TestJob train(byte[] module, String recipe, long seed) {
        return of("train")
                .floats("a1", TestData.inputs(96), 24, 4)
                .longs("a2", TestData.labels(24, 3), 24)
                .blob("m1", module)
                .trainUnit("t1", recipe, seed);
    }

    /** The same of a model that takes 3 whole numbers below 5. */
    static TestJob trainTokens(byte[] module, String recipe) {
        return of("train")
                .longs("a1", TestData.labels(72, 5), 24, 3)
                .longs("a2", TestData.labels(24, 3), 24)
                .blob("m1", module)
                .trainUnit("t1", recipe, 71);
    }

    static TestJob evaluate(byte[] module, int rows, int batchSize) {
        return of("evaluate")
                .floats("a1", TestData.inputs(rows * 4), rows, 4)
                .blob("m1", module)
                .unit("{\"id\":\"v1\",\"module\":\"m1\",\"inputs\":\"a1\",\"batch_size\":" + batchSize
                        + ",\"seconds\":60}");
    }

    static String recipe(int epochs, int batchSize, String loss, String optimizer) {
        return recipe(epochs, batchSize, loss, optimizer, 0);
    }

    static String recipe(int epochs, int batchSize, String loss, String optimizer, double clipNorm) {
        return "{\"epochs\":" + epochs + ",\"batch_size\":" + batchSize + ",\"loss\":\"" + loss
                + "\",\"threads\":1,\"clip_norm\":" + clipNorm + ",\"optimizer\":" + optimizer + "}";
    }

    /** A recipe of 30 full batches with further members, like {@code "output":0}. */
    static String recipe(String loss, String optimizer, String more) {
        String plain = recipe(30, 24, loss, optimizer);
        return plain.substring(0, plain.length() - 1) + "," + more + "}";
    }

    TestJob trainUnit(String id, String recipe, long seed) {
        return unit("{\"id\":\"" + id + "\",\"module\":\"m1\",\"inputs\":\"a1\",\"labels\":\"a2\",\"seed\":" + seed
                + ",\"seconds\":60,\"recipe\":" + recipe + "}");
    }

    TestJob unit(String json) {
        units.add(JsonParser.parseString(json));
        return this;
    }

    TestJob floats(String id, float[] values, int... shape) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return tensor(id, "float32", data.array(), shape);
    }

    TestJob longs(String id, long[] values, int... shape) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asLongBuffer().put(values);
        return tensor(id, "int64", data.array(), shape);
    }

    TestJob tensor(String id, String type, byte[] data, int... shape) {
        JsonObject header = FrameWriter.header("tensor");
        header.addProperty("id", id);
        header.addProperty("dtype", type);
        JsonArray lengths = new JsonArray();
        for (int length : shape) {
            lengths.add(length);
        }
        header.add("shape", lengths);
        parts.writeBytes(frame(header, data));
        return this;
    }

    TestJob blob(String id, byte[] content) {
        JsonObject header = FrameWriter.header("blob");
        header.addProperty("id", id);
        parts.writeBytes(frame(header, content));
        return this;
    }

    TestJob file(String path, String text) {
        JsonObject header = FrameWriter.header("file");
        header.addProperty("path", path);
        parts.writeBytes(frame(header, text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** A rule that forbids names. */
    TestJob rule(String id, String... calls) {
        JsonObject rule = new JsonObject();
        rule.addProperty("id", id);
        rule.add("forbidden_imports", new JsonArray());
        JsonArray forbidden = new JsonArray();
        for (String call : calls) {
            forbidden.add(call);
        }
        rule.add("forbidden_calls", forbidden);
        rules.add(rule);
        return this;
    }

    byte[] bytes() {
        JsonObject job = FrameWriter.header("job");
        job.addProperty("protocol", 1);
        job.addProperty("step", step);
        job.add("rules", rules);
        job.add("units", units);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(frame(job, new byte[0]));
        all.writeBytes(parts.toByteArray());
        all.writeBytes(frame(FrameWriter.header("end"), new byte[0]));
        return all.toByteArray();
    }

    static byte[] frame(JsonObject header, byte[] payload) {
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(12 + text.length + payload.length);
        return frame.putInt(text.length)
                .putLong(payload.length)
                .put(text)
                .put(payload)
                .array();
    }

    /** Runs it in this process. */
    Answer run() throws Exception {
        return Answer.of(this);
    }
}
