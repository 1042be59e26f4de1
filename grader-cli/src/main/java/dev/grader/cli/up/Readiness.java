package dev.grader.cli.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Waits for the health endpoint of a part. */
final class Readiness {
    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http;

    Readiness(HttpClient http) {
        this.http = http;
    }

    /**
     * Returns when the part is ready.
     *
     * @throws IOException when it ended for good, or is not ready within the limit; with the end of its log
     */
    void await(Child child, URI base, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String last = "no answer";
        while (System.nanoTime() < end) {
            last = answer(base.resolve("/q/health/ready"));
            if (last.isEmpty()) {
                return;
            }
            if (!child.isWanted()) {
                throw new IOException("The " + child.name() + " does not run.");
            }
            // a process that starts tells nobody when it is ready; it is asked
            Thread.sleep(PAUSE);
        }
        throw new IOException("The " + child.name() + " is not ready after " + limit.toSeconds() + " s (" + last
                + "). The last lines of " + child.log() + ":\n" + child.lastLines());
    }

    /** Empty when ready. */
    private String answer(URI uri) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(REQUEST).build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? "" : "status " + response.statusCode() + ": " + response.body();
        } catch (IOException e) {
            return "no answer";
        }
    }
}
