package dev.grader.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives for tests. */
public final class Bundles {
    private static final String SUITE = """
            schema: 1
            id: small
            title: Small
            image: python-torch
            capabilities: [cpu]
            point_step: 1
            submission:
              required: [model.py]
              maximum_megabytes: 5
            tests:
              - id: double
                kind: function
                title: Doubles
                points: 1
                framework: numpy
                target: model:double
                cases: [[{normal: [3], seed: 1, type: float64}]]
            fixtures:
              reference: fixtures/reference
              starter: {path: fixtures/starter, at_most: 0}
              wrong:
                - path: fixtures/wrong/tripled
                  must_lose: [double]
            """;

    private Bundles() {}

    public static byte[] suite() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("suite.yaml", SUITE);
        files.put("fixtures/reference/model.py", "def double(x):\n    return 2 * x\n");
        files.put("fixtures/starter/model.py", "def double(x):\n    return None\n");
        files.put("fixtures/wrong/tripled/model.py", "def double(x):\n    return 3 * x\n");
        return zip(files);
    }

    public static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException exception) {
            throw new IllegalStateException(exception);
        }
        return bytes.toByteArray();
    }

    public static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
