package dev.grader.api.suite;

import dev.grader.api.blob.BlobStore;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.SuiteDiff;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Suites as they were uploaded, by the digest of their bundle. A digest never changes its meaning: read once, kept. */
@Singleton
public class StoredSuites {
    private static final int KEPT = 200;

    private final BlobStore blobs;
    private final Map<String, Known> suites = new ConcurrentHashMap<>();

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
