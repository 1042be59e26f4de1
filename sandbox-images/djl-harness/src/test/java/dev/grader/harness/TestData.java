package dev.grader.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The data that make_models.py used too, and what torch computed with them. */
final class TestData {
    private TestData() {}

    static float[] inputs(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sin(1.7 * i + 0.3);
        }
        return values;
    }

    static List<Double> inputNumbers(int count) {
        List<Double> numbers = new ArrayList<>();
        for (float value : inputs(count)) {
            numbers.add((double) value);
        }
        return numbers;
    }

    static long[] labels(int count, int classes) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = (7L * i + i / 3) % classes;
        }
        return values;
    }

    static byte[] model(String name) {
        return resource("/models/" + name + ".pt");
    }

    static JsonObject torchNumbers(String name) {
        return JsonParser.parseString(new String(resource("/torch-numbers.json"), StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonObject(name);
    }

    static List<Double> numbers(JsonArray array) {
        List<Double> numbers = new ArrayList<>();
        for (JsonElement element : array) {
            numbers.add(element.getAsDouble());
        }
        return numbers;
    }

    private static byte[] resource(String path) {
        try (InputStream in = TestData.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + path + "; run src/test/python/make_models.py");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
