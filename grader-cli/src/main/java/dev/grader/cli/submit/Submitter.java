package dev.grader.cli.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.archive.Digest;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.client.ProblemAnswer;
import dev.grader.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Announces a file, sends it, and submits it for a cost that was accepted. */
public final class Submitter {
    private final ApiClient api;
    private final Acceptance acceptance;

    /** Decides about a cost. */
    public interface Acceptance {
        /** Whether to go on for this cost. */
        boolean accepts(Quote quote) throws IOException, InterruptedException;
    }

    public Submitter(ApiClient api, Acceptance acceptance) {
        this.api = api;
        this.acceptance = acceptance;
    }

    /**
     * Submits.
     *
     * @return empty when the cost was not accepted
     * @throws ProblemAnswer when the service refuses
     */
    public Optional<Submission> submit(AssignmentName assignment, Path file, List<String> collaborators)
            throws IOException, InterruptedException {
        // announced first: the time of this call is the time of the submission, however slow the line is
        Upload upload = api.post(
                assignment.path() + "/uploads",
                Map.of(
                        "fileName", String.valueOf(file.getFileName()),
                        "size", Files.size(file),
                        "sha256", Digest.sha256(file)),
                Upload.class);
        if (!acceptance.accepts(upload.quote())) {
            return Optional.empty();
        }
        String path = "/api/v1/uploads/" + upload.id();
        api.sendFile("PUT", path + "/content", "application/octet-stream", file, JsonNode.class);
        Quote accepted = upload.quote();
        while (true) {
            try {
                return Optional.of(api.post(
                        path + "/submit",
                        Map.of("acceptedQuote", accepted.id(), "collaborators", collaborators),
                        Submission.class));
            } catch (ProblemAnswer problem) {
                accepted = changed(problem);
                if (!acceptance.accepts(accepted)) {
                    return Optional.empty();
                }
            }
        }
    }

    /** The new cost, when that is what the service refused for; bytes and time are kept meanwhile. */
    private static Quote changed(ProblemAnswer problem) throws IOException {
        if (!problem.code().equals(Problem.LATE_COST_CHANGED.name())
                || !problem.member("quote").isObject()) {
            throw problem;
        }
        return Json.MAPPER.treeToValue(problem.member("quote"), Quote.class);
    }
}
