package dev.grader.harness;

import com.google.gson.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a unit ended.
 *
 * @param epoch of a training that became not finite, from 1; otherwise 0
 */
record Outcome(Status status, int epoch, @Nullable ScriptError error) {
    enum Status {
        OK,
        ERROR,
        TIMEOUT,
        NOT_FINITE,
        MEMORY,
        DISK,
        PROCESS_LIMIT
    }

    static Outcome of(Status status) {
        return new Outcome(status, 0, null);
    }

    static Outcome error(ScriptError error) {
        return new Outcome(Status.ERROR, 0, error);
    }

    static Outcome notFinite(int epoch) {
        return new Outcome(Status.NOT_FINITE, epoch, null);
    }

    JsonObject frame(String unit) {
        JsonObject header = FrameWriter.header("outcome", unit);
        header.addProperty("status", status.name().toLowerCase(Locale.ROOT));
        if (epoch > 0) {
            header.addProperty("epoch", epoch);
        }
        if (error != null) {
            header.add("error", error.json());
        }
        return header;
    }
}
