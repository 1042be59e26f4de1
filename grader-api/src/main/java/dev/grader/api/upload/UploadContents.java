package dev.grader.api.upload;

import dev.grader.api.blob.Spool;
import dev.grader.api.blob.Spooled;
import dev.grader.api.upload.Intake.Expected;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Takes the bytes of an upload. Bytes that are not what was announced, or no proper archive, discard the upload; a
 * connection that breaks does not, so that the student can send them again under the same time.
 */
@ApplicationScoped
public class UploadContents {
    private final Intake intake;
    private final Staging staging;

    UploadContents(Intake intake, Staging staging) {
        this.intake = intake;
        this.staging = staging;
    }

    /** What was stored. */
    public record Stored(UUID id, String sha256, long size, List<String> files) {
        public Stored {
            files = List.copyOf(files);
        }
    }

    /** Streams, checks and keeps the bytes. */
    public Stored receive(UUID id, long studentId, InputStream bytes) throws IOException {
        Expected expected = intake.expect(id, studentId);
        Path part = staging.part();
        try {
            List<String> files = check(part, bytes, expected);
            staging.keep(part, id);
            intake.stored(id, studentId, expected.demand());
            return new Stored(id, expected.sha256(), expected.size(), files);
        } catch (ProblemException e) {
            staging.discard(id);
            intake.discard(id, studentId);
            throw e;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static List<String> check(Path part, InputStream bytes, Expected expected) throws IOException {
        Spooled spooled;
        try {
            spooled = Spool.write(bytes, part, expected.size());
        } catch (Spool.TooLongException e) {
            throw differs("more than the announced " + expected.size() + " bytes came");
        }
        if (spooled.size() != expected.size()) {
            throw differs(spooled.size() + " bytes came instead of the announced " + expected.size());
        }
        if (!spooled.sha256().equals(expected.sha256())) {
            throw differs("their SHA-256 is " + spooled.sha256() + ", but " + expected.sha256() + " was announced");
        }
        return expected.demand().check(part, expected.fileName());
    }

    private static ProblemException differs(String how) {
        return new ProblemException(
                Problem.UPLOAD_DIFFERS,
                "The bytes are not those that were announced: " + how + ". Upload the file again.");
    }
}
