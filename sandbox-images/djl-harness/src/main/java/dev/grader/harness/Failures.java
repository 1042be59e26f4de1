package dev.grader.harness;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Whose fault a failure is: the outcome of a unit, or nothing, which means a fault of the service. */
final class Failures {
    private Failures() {}

    static Optional<Outcome> outcome(Throwable failure) {
        if (failure instanceof IOException io && !isDisk(text(io))) {
            return Optional.empty();
        }
        return switch (failure) {
            case StudentException student -> Optional.of(Outcome.error(student.error()));
            case DeadlineException deadline -> Optional.of(Outcome.of(Outcome.Status.TIMEOUT));
            case NotFiniteException notFinite -> Optional.of(Outcome.notFinite(notFinite.epoch()));
            case OutOfMemoryError error -> Optional.of(Outcome.of(ofMemoryError(error)));
            case EngineException engine -> Optional.of(ofEngine(engine));
            case IOException io -> Optional.of(Outcome.of(Outcome.Status.DISK));
            default -> Optional.empty();
        };
    }

    private static Outcome.Status ofMemoryError(OutOfMemoryError error) {
        return text(error).contains("native thread") ? Outcome.Status.PROCESS_LIMIT : Outcome.Status.MEMORY;
    }

    private static Outcome ofEngine(EngineException exception) {
        String text = text(exception);
        if (text.contains("can't allocate memory")
                || text.contains("not enough memory")
                || text.contains("bad_alloc")) {
            return Outcome.of(Outcome.Status.MEMORY);
        }
        if (isDisk(text)) {
            return Outcome.of(Outcome.Status.DISK);
        }
        ScriptError error = ScriptError.ofEngine(exception);
        return Outcome.error(NewerTorch.reason(
                        String.valueOf(exception.getMessage()),
                        Engine.getInstance().getVersion())
                .map(error::withMessage)
                .orElse(error));
    }

    private static boolean isDisk(String text) {
        return text.contains("no space left on device") || text.contains("file too large");
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
