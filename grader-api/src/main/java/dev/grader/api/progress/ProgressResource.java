package dev.grader.api.progress;

import dev.grader.api.person.People;
import dev.grader.api.person.Role;
import dev.grader.api.report.SubmissionViews;
import dev.grader.api.sql.Json;
import dev.grader.api.submission.SubmissionAccess;
import dev.grader.api.submission.SubmissionAccess.Visible;
import dev.grader.api.submission.Submissions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A submission's progress, live. */
@Path("/api/v1/submissions/{id}/events")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class ProgressResource {
    private final SubmissionAccess access;
    private final Submissions submissions;
    private final SubmissionViews views;
    private final People people;
    private final ProgressFeed feed;
    private final Json json;
    private final InstantSource clock;

    ProgressResource(
            SubmissionAccess access,
            Submissions submissions,
            SubmissionViews views,
            People people,
            ProgressFeed feed,
            Json json,
            InstantSource clock) {
        this.access = access;
        this.submissions = submissions;
        this.views = views;
        this.people = people;
        this.feed = feed;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(operationId = "watchSubmission", summary = "Progress and state as server-sent events, until the end")
    public Multi<OutboundSseEvent> watch(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) @Nullable String lastEventId,
            @Context Sse sse) {
        Reader reader = QuarkusTransaction.requiringNew().call(() -> Reader.of(access.visible(id)));
        int after = sequence(lastEventId);
        return Multi.createFrom()
                .<StreamEvent>emitter(emitter -> watch(id, reader, after, emitter))
                .map(event -> outbound(sse, event));
    }

    private void watch(UUID id, Reader reader, int after, MultiEmitter<? super StreamEvent> emitter) {
        Watcher watcher =
                new Watcher(id, after, clock.instant(), event -> tell(emitter, event), () -> view(id, reader));
        emitter.onTermination(() -> feed.remove(watcher));
        feed.add(watcher);
    }

    private static void tell(MultiEmitter<? super StreamEvent> emitter, StreamEvent event) {
        emitter.emit(event);
        if (event instanceof StreamEvent.End) {
            emitter.complete();
        }
    }

    private String view(UUID id, Reader reader) {
        return QuarkusTransaction.requiringNew()
                .call(() -> json.write(views.of(
                        new Visible(submissions.findById(id), reader.asStaff(), people.findById(reader.member())))));
    }

    /** For whom the end is told, beyond the transaction that found out. */
    private record Reader(boolean asStaff, long member) {
        static Reader of(Visible visible) {
            return new Reader(visible.asStaff(), visible.member().id());
        }
    }

    private static OutboundSseEvent outbound(Sse sse, StreamEvent event) {
        OutboundSseEvent.Builder builder = sse.newEventBuilder();
        return switch (event) {
            case StreamEvent.Step step ->
                builder.id(Integer.toString(step.sequence()))
                        .name("progress")
                        .data(step.body())
                        .build();
            case StreamEvent.State state ->
                builder.name("state")
                        .data("{\"state\":\"" + state.name() + "\"}")
                        .build();
            case StreamEvent.StillHere stillHere ->
                builder.comment("still here").build();
            case StreamEvent.End end ->
                builder.name("end").data(end.submission()).build();
        };
    }

    /** A number that this endpoint gave out; anything else begins at the beginning. */
    private static int sequence(@Nullable String lastEventId) {
        return lastEventId != null && lastEventId.matches("\\d{1,9}") ? Integer.parseInt(lastEventId) : 0;
    }
}
