package dev.grader.core.suite;

import java.util.List;

/** The published JSON Schema of suites. */
final class SuiteSchema {
    static final String RESOURCE = "/schema/suite-1.schema.json";
    private static final DocumentSchema SCHEMA = DocumentSchema.load(RESOURCE);

    private SuiteSchema() {}

    static List<SuiteError> check(MarkedYaml document) {
        return SCHEMA.check(document);
    }
}
