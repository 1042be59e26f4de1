package dev.grader.harness;

import dev.grader.harness.source.SourceRule;
import java.util.List;
import java.util.Map;

/**
 * Files of a submission in Java, and what is looked for in them.
 *
 * @param files path to content
 */
record SubmittedSources(Map<String, String> files, List<SourceRule> rules) {
    SubmittedSources {
        files = Map.copyOf(files);
        rules = List.copyOf(rules);
    }
}
