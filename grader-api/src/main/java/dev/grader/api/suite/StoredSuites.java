package dev.grader.api.suite;

import dev.grader.api.blob.BlobStore;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Suites as they were uploaded, by the digest of their bundle. A digest never changes its meaning: read once, kept. */
@Singleton
public class StoredSuites {
    private static final int KEPT = 200;

    private final BlobStore blobs;
    private final Map<String, Suite> suites = new ConcurrentHashMap<>();

    StoredSuites(BlobStore blobs) {
        this.blobs = blobs;
    }

    public Suite read(String digest) {
        Suite known = suites.get(digest);
        if (known != null) {
            return known;
        }
        Path bundle = blobs.find(digest)
                .orElseThrow(() -> new IllegalStateException("the bundle " + digest + " is missing in the blob store"));
        Suite suite = SuiteBundle.read(bundle).suite();
        if (suites.size() >= KEPT) {
            suites.clear();
        }
        suites.put(digest, suite);
        return suite;
    }
}
