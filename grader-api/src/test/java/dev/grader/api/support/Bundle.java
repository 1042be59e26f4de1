package dev.grader.api.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small suite of two static tests, 5 points each, with four fixtures. */
public final class Bundle {
    private static final long MODIFIED = 315_532_800_000L;

    public static final String REFERENCE = "fixtures/reference";
    public static final String STARTER = "fixtures/starter";
    public static final String CORRECT = "fixtures/correct";
    public static final String WRONG = "fixtures/wrong";
    public static final String BY_HAND = "by-hand";
    public static final String SIZE = "size";

    private static final String SUITE = """
            schema: 1
            id: small
            title: @TITLE@
            image: python-torch
            capabilities: [cpu]
            point_step: 0.5
            submission:
              required: [model.py]
              maximum_megabytes: 5
            tests:
              - id: by-hand
                kind: static
                title: The layer is written by hand
                points: 5
                forbidden_calls: [torch.nn.Conv2d]
              - id: size
                kind: static
                title: The model is small
                points: 5
                stored_numbers: {model: "model:build_model", at_least: 10, at_most: 100}
            fixtures:
              reference: fixtures/reference
              starter: {path: fixtures/starter, at_most: 5}
              correct:
                - fixtures/correct
              wrong:
                - path: fixtures/wrong
                  must_lose: [by-hand]
            """;

    private Bundle() {}

    /** The zip; another title gives another digest. */
    public static byte[] zip(String title) {
        return zip(title, suite -> suite);
    }

    /** The same with another suite.yaml. */
    public static byte[] zip(String title, UnaryOperator<String> change) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("suite.yaml", change.apply(SUITE.replace("@TITLE@", title)));
        for (String fixture : new String[] {REFERENCE, STARTER, CORRECT, WRONG}) {
            files.put(fixture + "/model.py", "# " + fixture + "\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                // else the same files have another digest two seconds later
                entry.setLastModifiedTime(FileTime.fromMillis(MODIFIED));
                zip.putNextEntry(entry);
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return bytes.toByteArray();
    }
}
