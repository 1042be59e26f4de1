package dev.grader.pipeline.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.protocol.Frame;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an {@code outcome} frame says. A student's code can forge it, so it only chooses between failing verdicts.
 *
 * @param number the signal, or the exit code
 */
record UnitOutcome(Status status, int number, Raised error) {
    /** The protocol's list. */
    enum Status {
        OK,
        ERROR,
        EXPORT_ERROR,
        TIMEOUT,
        SIGNAL,
        EXITED,
        NOT_FINITE,
        MEMORY,
        DISK,
        PROCESS_LIMIT,
        OUTPUT_LIMIT;

        static Optional<Status> of(String wireName) {
            return Arrays.stream(values())
                    .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(wireName))
                    .findFirst();
        }
    }

    /**
     * The student's error; members are empty when there is none.
     *
     * @param line 0 when it is not known
     */
    record Raised(String type, String message, String file, int line, String traceback) {
        private static final int MAXIMUM = 8_192;

        static Raised of(JsonNode node) {
            return new Raised(
                    text(node, "type"),
                    text(node, "message"),
                    text(node, "file"),
                    node.path("line").asInt(0),
                    text(node, "traceback"));
        }

        private static String text(JsonNode node, String member) {
            String text = node.path(member).asText("");
            return text.length() <= MAXIMUM ? text : text.substring(0, MAXIMUM) + "…";
        }
    }

    static Optional<UnitOutcome> of(Frame frame) {
        return Status.of(frame.text("status"))
                .map(status -> new UnitOutcome(
                        status,
                        frame.header()
                                .path(status == Status.SIGNAL ? "signal" : "code")
                                .asInt(0),
                        Raised.of(frame.header().path("error"))));
    }
}
