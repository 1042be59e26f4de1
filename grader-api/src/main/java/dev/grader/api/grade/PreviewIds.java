package dev.grader.api.grade;

import dev.grader.api.digest.Sha256;
import dev.grader.api.grade.Preview.Entry;
import dev.grader.api.sql.Json;
import jakarta.inject.Singleton;
import java.util.List;

/** Names a preview by all that it would do, so that nothing else can be applied in its name. */
@Singleton
final class PreviewIds {
    private final Json json;

    PreviewIds(Json json) {
        this.json = json;
    }

    /**
     * The id.
     *
     * @param entries of all submissions, also those that keep their points
     */
    String of(String suiteDigest, List<Entry> entries) {
        return Sha256.of(suiteDigest + "\n" + json.write(entries));
    }
}
