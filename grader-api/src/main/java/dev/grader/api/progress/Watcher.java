package dev.grader.api.progress;

import dev.grader.api.submission.SubmissionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One open stream: what it has been told, and what it is to be told next. For one thread. */
final class Watcher {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final UUID submissionId;
    private final Consumer<StreamEvent> receiver;
    private final Supplier<String> submission;
    private int lastSequence;
    private @Nullable SubmissionState lastState;
    private Instant lastSent;

    /**
     * A stream.
     *
     * @param lastSequence of the row after which to go on; 0 for the beginning
     * @param submission the submission as this watcher may see it, in JSON
     */
    Watcher(
            UUID submissionId,
            int lastSequence,
            Instant now,
            Consumer<StreamEvent> receiver,
            Supplier<String> submission) {
        this.submissionId = submissionId;
        this.lastSequence = lastSequence;
        this.lastSent = now;
        this.receiver = receiver;
        this.submission = submission;
    }

    UUID submissionId() {
        return submissionId;
    }

    /**
     * Tells what is new.
     *
     * @param rows reads the progress of a job after a sequence number, some rows at a time
     * @return whether the stream has ended
     */
    boolean advance(Standing standing, Instant now, BiFunction<UUID, Integer, List<ProgressLog.Entry>> rows) {
        boolean ended = !standing.state().isPending();
        if (ended) {
            // the last steps come before the news that there are no more
            tellRows(standing, now, rows);
        }
        if (standing.state() != lastState) {
            lastState = standing.state();
            send(new StreamEvent.State(standing.state().name()), now);
        }
        tellRows(standing, now, rows);
        if (ended) {
            send(new StreamEvent.End(submission.get()), now);
            return true;
        }
        if (now.isAfter(lastSent.plus(SILENCE))) {
            send(new StreamEvent.StillHere(), now);
        }
        return false;
    }

    private void tellRows(Standing standing, Instant now, BiFunction<UUID, Integer, List<ProgressLog.Entry>> rows) {
        while (lastSequence < standing.rows()) {
            List<ProgressLog.Entry> news = rows.apply(standing.jobId(), lastSequence);
            if (news.isEmpty()) {
                return;
            }
            for (ProgressLog.Entry entry : news) {
                send(new StreamEvent.Step(entry.sequence(), entry.body()), now);
                lastSequence = entry.sequence();
            }
        }
    }

    private void send(StreamEvent event, Instant now) {
        receiver.accept(event);
        lastSent = now;
    }
}
