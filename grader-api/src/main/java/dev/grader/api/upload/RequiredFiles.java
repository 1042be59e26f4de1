package dev.grader.api.upload;

import dev.grader.api.suite.PublishedSuite;
import dev.grader.core.archive.ArchiveLimits;
import dev.grader.core.archive.ArchiveListing;
import dev.grader.core.archive.ArchiveReader;
import dev.grader.core.archive.SingleFile;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into an uploaded zip for what the suite asks for. */
final class RequiredFiles {
    private static final int FOUND_SHOWN = 20;

    private RequiredFiles() {}

    /**
     * The files of the zip, as grading will see them: without the one folder around everything that archivers add when
     * a folder is zipped instead of its content.
     *
     * @param announced the name of the uploaded file: one that ends like the only required file may be that file itself
     * @throws ProblemException with one of the archive problems, or REQUIRED_FILE_MISSING
     */
    static List<String> check(Path zip, String announced, PublishedSuite suite) {
        ArchiveLimits limits = ArchiveLimits.submission(suite.maximumMegabytes());
        Optional<String> single = SingleFile.name(zip, suite.requiredFiles(), limits);
        if (single.isPresent() && SingleFile.isNamedLike(announced, single.get())) {
            return List.of(single.get());
        }
        ArchiveListing listing = ArchiveReader.check(zip, limits);
        List<String> paths =
                listing.files().stream().map(ArchiveListing.File::path).toList();
        int wrapping = dev.grader.core.suite.RequiredFiles.wrappingFolder(suite.requiredFiles(), paths)
                .length();
        List<String> found =
                paths.stream().map(path -> path.substring(wrapping)).toList();
        List<String> missing = dev.grader.core.suite.RequiredFiles.missing(suite.requiredFiles(), found);
        if (!missing.isEmpty()) {
            throw new ProblemException(
                    Problem.REQUIRED_FILE_MISSING,
                    "The zip lacks " + String.join(", ", missing) + ". It holds "
                            + (found.isEmpty() ? "no file" : shown(found))
                            + ". Put what is missing at the top of the zip, under exactly that name, and upload again.",
                    Map.of(
                            "missing",
                            missing,
                            "found",
                            found.stream().limit(FOUND_SHOWN).toList()));
        }
        return found;
    }

    private static String shown(List<String> found) {
        String first = String.join(", ", found.stream().limit(FOUND_SHOWN).toList());
        return found.size() > FOUND_SHOWN ? first + " and " + (found.size() - FOUND_SHOWN) + " more" : first;
    }
}
