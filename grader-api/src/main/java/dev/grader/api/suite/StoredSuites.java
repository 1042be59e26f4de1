package dev.grader.api.suite;

import dev.grader.api.blob.BlobStore;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.SuiteDiff;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Suites as they were uploaded, by the digest of their bundle. A digest never changes its meaning: read once, kept. */
@Singleton
public class StoredSuites {
    private static final Logger LOGGER = Logger.getLogger(StoredSuites.class);
    private static final int KEPT = 200;

    private final BlobStore blobs;
    private final Map<String, Known> suites = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    StoredSuites(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * What is kept of a bundle.
     *
     * @param measurements see {@link SuiteDiff#measurementDigests}
     * @param fixtures folder of a fixture to the digest of its files
     */
    private record Known(Suite suite, Map<String, String> measurements, Map<String, String> fixtures) {}

    public Suite read(String digest) {
        return known(digest).suite();
    }

    /**
     * Whether the bundle can still be read. Another release may have taken what this one refuses, and a disk can lose a file:
     * then there is nothing of that version that another could build on, and nobody else has to wait for it.
     */
    public boolean isReadable(String digest) {
        if (refused.contains(digest)) {
            return false;
        }
        try {
            known(digest);
            reported.remove(digest);
            return true;
        } catch (ProblemException mistakes) {
            refused.add(digest);
            LOGGER.warnf("The stored suite %s is refused by this release: %s", digest, mistakes.getMessage());
            return false;
        } catch (RuntimeException exception) {
            if (reported.add(digest)) {
                LOGGER.errorf(exception, "The stored suite %s cannot be read; its jobs wait until it can.", digest);
            }
            return false;
        }
    }

    /** Test id to a digest of all that decides its measurements. */
    public Map<String, String> measurementDigests(String digest) {
        return known(digest).measurements();
    }

    /** Folder of a fixture to a digest of its files. */
    public Map<String, String> fixtureDigests(String digest) {
        return known(digest).fixtures();
    }

    /** The whole bundle, read anew; its data can be large. */
    public SuiteBundle bundle(String digest) {
        Path bundle = blobs.find(digest)
                .orElseThrow(() -> new IllegalStateException("the bundle " + digest + " is missing in the blob store"));
        return SuiteBundle.read(bundle);
    }

    private Known known(String digest) {
        Known known = suites.get(digest);
        if (known != null) {
            return known;
        }
        SuiteBundle bundle = bundle(digest);
        Map<String, String> fixtures = new LinkedHashMap<>();
        bundle.suite().fixtures().forEach(fixture -> fixtures.put(fixture.path(), bundle.folderDigest(fixture.path())));
        Known made = new Known(bundle.suite(), SuiteDiff.measurementDigests(bundle), fixtures);
        if (suites.size() >= KEPT) {
            suites.clear();
        }
        suites.put(digest, made);
        return made;
    }
}
