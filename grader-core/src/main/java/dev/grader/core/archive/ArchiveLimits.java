package dev.grader.core.archive;

/**
 * What an archive may hold. Sizes are counted while inflating; no header is believed.
 *
 * @param totalBytes of all entries, inflated
 * @param entryBytes of one entry, inflated
 * @param entries files and folders together, those that are dropped included
 * @param depth of folders
 * @param nameLength characters of a whole path
 * @param ratio inflated to compressed size of one entry beyond the first mebibyte; deflate itself ends at 1,032
 */
public record ArchiveLimits(long totalBytes, long entryBytes, int entries, int depth, int nameLength, double ratio) {
    private static final long MEGABYTE = 1_000_000;

    /** For a test suite with its data, written by teaching assistants. */
    public static final ArchiveLimits SUITE = new ArchiveLimits(200 * MEGABYTE, 200 * MEGABYTE, 20_000, 24, 400, 1_000);

    public ArchiveLimits {
        if (totalBytes < 1 || entryBytes < 1 || entries < 1 || depth < 1 || nameLength < 1 || ratio < 1) {
            throw new IllegalArgumentException("the limits of an archive must be positive");
        }
    }

    /** For a student's submission. */
    public static ArchiveLimits submission(int megabytes) {
        return new ArchiveLimits(megabytes * MEGABYTE, megabytes * MEGABYTE, 2_000, 16, 240, 200);
    }
}
