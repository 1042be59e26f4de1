package dev.grader.harness.source;

import java.util.List;
import java.util.stream.Stream;

/**
 * Names that a submission must not use.
 *
 * @param imports packages and classes, with everything below them
 * @param calls packages, classes, methods and fields, with everything below them; {@code name.*} is the same as {@code name}
 */
public record SourceRule(String id, List<String> imports, List<String> calls) {
    public SourceRule {
        imports = List.copyOf(imports);
        calls = List.copyOf(calls);
    }

    /** Whether an import that is written in a file is forbidden. */
    boolean forbidsImport(String name) {
        return imports.stream().anyMatch(forbidden -> covers(forbidden, name));
    }

    /** Whether using a name is; a class can be used by its whole name, without an import. */
    boolean forbidsUse(String name) {
        return Stream.concat(imports.stream(), calls.stream()).anyMatch(forbidden -> covers(forbidden, name));
    }

    static boolean covers(String forbidden, String name) {
        String whole = forbidden.endsWith(".*") ? forbidden.substring(0, forbidden.length() - 2) : forbidden;
        return name.equals(whole) || name.startsWith(whole + ".");
    }
}
