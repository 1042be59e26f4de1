package dev.grader.core.archive;

import java.util.List;

/**
 * What an archive holds.
 *
 * @param files in the order of the archive's directory
 * @param dropped paths of what operating systems and tools leave behind; not read
 */
public record ArchiveListing(List<File> files, List<String> dropped) {
    public ArchiveListing {
        files = List.copyOf(files);
        dropped = List.copyOf(dropped);
    }

    /**
     * A regular file.
     *
     * @param path with forward slashes, relative
     * @param bytes counted, not declared
     */
    public record File(String path, long bytes) {}
}
