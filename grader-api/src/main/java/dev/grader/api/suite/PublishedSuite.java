package dev.grader.api.suite;

import java.math.BigDecimal;
import java.util.List;

/**
 * A published suite version.
 *
 * @param id key of the row
 * @param version number within the assignment, from 1
 * @param digest SHA-256 of its bundle
 * @param requiredFiles must be in a submission
 * @param maximumMegabytes cap on the unpacked submission
 */
public record PublishedSuite(
        long id,
        int version,
        String digest,
        List<String> requiredFiles,
        int maximumMegabytes,
        BigDecimal maximumPoints) {
    public PublishedSuite {
        requiredFiles = List.copyOf(requiredFiles);
    }
}
