package dev.grader.api.data;

import dev.grader.api.blob.BlobStore;
import dev.grader.api.blob.Spooled;
import dev.grader.api.sql.Sql;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.DataFile;
import dev.grader.core.suite.StoredData;
import dev.grader.core.suite.SuiteBundle;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data files of each course. The same bytes uploaded to two courses are one blob with two rows. */
@Singleton
public class DataSets {
    static final long MAXIMUM_BYTES = 64L << 30;

    private final Sql sql;
    private final BlobStore blobs;

    DataSets(Sql sql, BlobStore blobs) {
        this.sql = sql;
        this.blobs = blobs;
    }

    /**
     * A data file.
     *
     * @param name for people
     */
    public record DataView(String name, String sha256, long bytes) {}

    /**
     * Stores a stream.
     *
     * @throws ProblemException UPLOAD_DIFFERS when the bytes have another digest; nothing is stored then
     */
    DataView store(long courseId, long personId, String sha256, String name, InputStream bytes) throws IOException {
        Spooled stored = blobs.storeVerified(bytes, sha256, MAXIMUM_BYTES);
        sql.update("""
                INSERT INTO data_set (course_id, digest, name, bytes, uploaded_by) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (course_id, digest) DO NOTHING
                """, courseId, sha256, name, stored.size(), personId);
        return new DataView(name, sha256, stored.size());
    }

    Optional<DataView> find(long courseId, String sha256) {
        return list(courseId).stream()
                .filter(file -> file.sha256().equals(sha256))
                .findFirst();
    }

    List<DataView> list(long courseId) {
        return sql.list(
                "SELECT name, digest, bytes FROM data_set WHERE course_id = ? ORDER BY name, digest",
                row -> new DataView(row.text("name"), row.text("digest"), row.number("bytes")),
                courseId);
    }

    /**
     * Requires that all that a suite names by digest is there and holds what the suite says.
     *
     * @throws ProblemException SUITE_INVALID that names each file and what to do
     */
    public void require(long courseId, SuiteBundle bundle) {
        Map<String, Path> files = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (DataFile.Stored stored : bundle.suite().storedData()) {
            Optional<Path> blob = find(courseId, stored.sha256()).flatMap(file -> blobs.find(file.sha256()));
            blob.ifPresent(path -> files.put(stored.sha256(), path));
            if (blob.isEmpty()) {
                problems.add("the data file " + stored.name() + " (" + stored.sha256()
                        + ") is not in the data store of this course; upload it once with: grader data upload COURSE "
                        + stored.name());
            }
        }
        if (problems.isEmpty() && !files.isEmpty()) {
            problems.addAll(StoredData.problems(bundle, files));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(
                    Problem.SUITE_INVALID,
                    "The suite cannot be used with its data.\n" + String.join("\n", problems),
                    Map.of("errors", problems));
        }
    }
}
