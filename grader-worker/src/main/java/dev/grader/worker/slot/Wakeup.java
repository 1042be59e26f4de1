package dev.grader.worker.slot;

import java.util.Optional;
import java.util.UUID;

/**
 * Why a slot asks for work.
 *
 * @param hint a job that a message named
 * @param acknowledge to be called when the API has been asked, whatever it answered
 */
public record Wakeup(Optional<UUID> hint, Runnable acknowledge) {
    /** Without a message: it is time to ask again. */
    public static final Wakeup TIME = new Wakeup(Optional.empty(), () -> {});
}
