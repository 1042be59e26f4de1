package dev.grader.core.suite;

import java.util.List;
import java.util.Map;

/** Reads {@code suite.yaml}: YAML, then the published JSON Schema, then what the schema cannot say. */
public final class SuiteParser {
    /** Name of the file at the root of a suite. */
    public static final String FILE = "suite.yaml";

    private SuiteParser() {}

    /**
     * A suite without its files.
     *
     * @throws SuiteErrors with every mistake that was found
     */
    public static Suite parse(String text) {
        return suite(YamlReader.read(FILE, text));
    }

    /**
     * A suite whose files are all there and fit each other.
     *
     * @param files of the bundle by path
     * @throws SuiteErrors with every mistake that was found
     */
    static Suite parse(String text, Map<String, byte[]> files) {
        MarkedYaml document = YamlReader.read(FILE, text);
        Suite suite = suite(document);
        refuseAny(BundleChecks.check(document, suite, files));
        return suite;
    }

    private static Suite suite(MarkedYaml document) {
        refuseAny(SuiteSchema.check(document));
        Suite suite = SuiteMapper.map(document);
        refuseAny(SuiteChecks.check(document, suite));
        return suite;
    }

    private static void refuseAny(List<SuiteError> errors) {
        if (!errors.isEmpty()) {
            throw new SuiteErrors(errors);
        }
    }
}
