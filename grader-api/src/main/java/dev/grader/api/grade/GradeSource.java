package dev.grader.api.grade;

import java.util.List;
import java.util.UUID;

/**
 * Tests of a grade and the claim of a job that measured them.
 *
 * @param token of the claim
 * @param tests ids
 */
public record GradeSource(UUID jobId, long token, List<String> tests) {
    public GradeSource {
        tests = List.copyOf(tests);
    }
}
