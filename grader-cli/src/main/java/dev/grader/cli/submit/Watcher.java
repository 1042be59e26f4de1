package dev.grader.cli.submit;

import dev.grader.cli.ExitCode;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.EventStream;
import dev.grader.cli.client.Json;
import dev.grader.cli.client.UnreachableException;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.job.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a submission until its end; connects again where it was when the connection breaks. */
public final class Watcher {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** So long may the service be away, for a restart. */
    private static final int BREAKS_IN_A_ROW = 120;

    private final ApiClient api;
    private final Terminal terminal;
    private final boolean json;
    private final ProgressLines lines = new ProgressLines();
    private String lastEvent = "";
    private String lastState = "";

    public Watcher(ApiClient api, Terminal terminal, boolean json) {
        this.api = api;
        this.terminal = terminal;
        this.json = json;
    }

    /**
     * Watches and shows the result.
     *
     * @param passPoints below which the exit status says so
     * @return the exit status
     */
    public int watch(String submission, @Nullable BigDecimal passPoints) throws IOException, InterruptedException {
        Submission done = follow(submission);
        if (json) {
            terminal.json(Json.MAPPER.writeValueAsString(done));
        } else {
            new ResultView(terminal, CourseDates.orUtc(api, done.course())).show(done);
        }
        return status(done, passPoints);
    }

    /** The exit status that a submission's state stands for. */
    public static int status(Submission submission, @Nullable BigDecimal passPoints) {
        if (submission.state().equals("SYSTEM_ERROR")) {
            return ExitCode.INFRASTRUCTURE;
        }
        if (submission.state().equals("HANDED_IN")) {
            return ExitCode.OK;
        }
        if (submission.isDone() && submission.result().isEmpty()) {
            return ExitCode.FAILURE;
        }
        boolean below = passPoints != null
                && submission
                        .result()
                        .map(result -> result.finalPoints().compareTo(passPoints) < 0)
                        .orElse(false);
        return below ? ExitCode.BELOW_PASS : ExitCode.OK;
    }

    /** Returns the submission when nothing more will happen to it. */
    public Submission follow(String submission) throws IOException, InterruptedException {
        String path = "/api/v1/submissions/" + submission;
        int breaks = 0;
        while (true) {
            String before = lastEvent;
            try {
                Optional<Submission> end = stream(path);
                Submission now = end.isPresent() ? end.get() : api.get(path, Submission.class);
                if (now.isDone()) {
                    return now;
                }
            } catch (UnreachableException | UncheckedIOException e) {
                breaks = lastEvent.equals(before) ? breaks + 1 : 0;
                if (breaks > BREAKS_IN_A_ROW) {
                    throw new UnreachableException(
                            "The service does not come back. The submission is safe; look later "
                                    + "with: grader status " + submission,
                            e);
                }
            }
            // a service that starts again needs a moment, and not all clients at once
            Thread.sleep(PAUSE);
        }
    }

    private Optional<Submission> stream(String submission) throws IOException, InterruptedException {
        try (EventStream events = api.events(submission + "/events", lastEvent)) {
            for (EventStream.Event event : events) {
                if (!event.id().isEmpty()) {
                    lastEvent = event.id();
                }
                switch (event.name()) {
                    case "progress" ->
                        lines.of(Json.MAPPER.readValue(event.data(), Progress.class))
                                .forEach(terminal::say);
                    case "state" ->
                        state(Json.MAPPER.readTree(event.data()).path("state").asText(), submission);
                    case "end" -> {
                        return Optional.of(Json.MAPPER.readValue(event.data(), Submission.class));
                    }
                    default -> {
                        // of a later version
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void state(String state, String submission) throws IOException, InterruptedException {
        if (!state.equals(lastState)) {
            lastState = state;
            terminal.say(
                    switch (state) {
                        case "QUEUED" ->
                            queued(api.get(submission, Submission.class).queuePosition());
                        case "RUNNING" -> "started";
                        case "GRADED" -> "graded";
                        default -> state.toLowerCase(Locale.ROOT).replace('_', ' ');
                    });
        }
    }

    private static String queued(@Nullable Integer position) {
        return position == null ? "queued" : "queued, number " + position + " in the line";
    }
}
