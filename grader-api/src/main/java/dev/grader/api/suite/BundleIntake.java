package dev.grader.api.suite;

import dev.grader.api.blob.BlobStore;
import dev.grader.api.blob.Spool;
import dev.grader.api.blob.Spooled;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Takes bundles in: read and checked first, stored only when they are suites. */
@Singleton
public class BundleIntake {
    /** Training data included. */
    private static final long MAXIMUM_BYTES = 1L << 30;

    private final Path incoming;
    private final BlobStore blobs;

    BundleIntake(@ConfigProperty(name = "grader.data") Path data, BlobStore blobs) {
        this.incoming = data.resolve("incoming");
        this.blobs = blobs;
    }

    /** A bundle that is a blob now. */
    record Received(String digest, Suite suite) {}

    /**
     * Reads, checks and stores a bundle.
     *
     * @param check throws when something is wrong with the suite at the place where it is to be used
     * @throws ProblemException SUITE_INVALID, or what is wrong with the archive; nothing is stored then
     */
    Received receive(InputStream bundle, Consumer<SuiteBundle> check) throws IOException {
        Files.createDirectories(incoming);
        Path file = incoming.resolve(UUID.randomUUID() + ".suite");
        try {
            Spooled spooled = Spool.write(bundle, file, MAXIMUM_BYTES);
            SuiteBundle read = SuiteBundle.read(file);
            check.accept(read);
            Suite suite = read.suite();
            blobs.adopt(file, spooled.sha256());
            return new Received(spooled.sha256(), suite);
        } catch (Spool.TooLongException exception) {
            throw new ProblemException(
                    Problem.UPLOAD_TOO_LARGE, "A suite has at most " + MAXIMUM_BYTES + " bytes; leave data out.");
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
