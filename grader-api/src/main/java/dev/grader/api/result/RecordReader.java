package dev.grader.api.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;

/** Reads what workers send, bounded before it is parsed. */
@Singleton
public final class RecordReader {
    /** Several hundred tests with all their evidence are well below it. */
    private static final int MAXIMUM_BYTES = 16 << 20;

    private final ObjectMapper mapper;

    RecordReader(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Reads one record.
     *
     * @throws ProblemException INVALID_REQUEST when it is too long or has another shape
     */
    public <T> T read(InputStream body, Class<T> type) throws IOException {
        byte[] bytes = body.readNBytes(MAXIMUM_BYTES + 1);
        if (bytes.length > MAXIMUM_BYTES) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "A record has at most " + MAXIMUM_BYTES + " bytes; this one has more.");
        }
        try {
            T record = mapper.readValue(bytes, type);
            if (record == null) {
                throw new ProblemException(Problem.INVALID_REQUEST, "There is no record in the request.");
            }
            return record;
        } catch (JacksonException exception) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "This is no " + type.getSimpleName() + ": " + exception.getOriginalMessage());
        }
    }
}
