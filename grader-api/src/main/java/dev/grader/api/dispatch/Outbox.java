package dev.grader.api.dispatch;

import dev.grader.api.sql.Sql;
import dev.grader.core.suite.Capability;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Messages that are written in the transaction that makes the work, so that there is neither work without a message nor
 * a message without work. Relays of several processes share the rows: a claim ends by itself when its relay dies.
 */
@Singleton
public class Outbox {
    private static final int BATCH = 100;

    /** Longer than publishing a batch can take, confirmation included. */
    private static final int CLAIM_SECONDS = 60;

    private final Sql sql;
    private final Event<Announced> announced;

    Outbox(Sql sql, Event<Announced> announced) {
        this.sql = sql;
        this.announced = announced;
    }

    /** There is something to publish as soon as the transaction has ended well. */
    public record Announced(UUID jobId) {}

    /** One message. */
    record Message(long id, UUID jobId, Capability lane) {}

    /**
     * Says that there is work.
     *
     * @param pause before which the message is not sent
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void announce(UUID jobId, Capability lane, Duration pause) {
        sql.update(
                "INSERT INTO outbox (job_id, lane, due_at) VALUES (?, ?, now() + make_interval(secs => ?))",
                jobId,
                lane,
                pause.toMillis() / 1000.0);
        announced.fire(new Announced(jobId));
    }

    /** Says again that the queued jobs of a suite version are there: something that they waited for has come. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void announceAgain(long suiteVersionId) {
        sql.list(
                        "SELECT id, capability FROM job WHERE suite_version_id = ? AND state = 'QUEUED'",
                        row -> new Message(0, row.uuid("id"), row.constant(Capability.class, "capability")),
                        suiteVersionId)
                .forEach(message -> announce(message.jobId(), message.lane(), Duration.ZERO));
    }

    /** Takes messages that are due, for this relay alone. */
    @Transactional
    List<Message> claim() {
        return sql.list(
                """
                UPDATE outbox SET claimed_until = now() + make_interval(secs => ?)
                WHERE id IN (SELECT id FROM outbox
                             WHERE sent_at IS NULL AND due_at <= now()
                               AND (claimed_until IS NULL OR claimed_until < now())
                             ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING id, job_id, lane
                """,
                row -> new Message(row.number("id"), row.uuid("job_id"), row.constant(Capability.class, "lane")),
                (double) CLAIM_SECONDS,
                BATCH);
    }

    /** The broker has confirmed the messages. */
    @Transactional
    void sent(List<Message> messages) {
        sql.update("UPDATE outbox SET sent_at = now() WHERE id = ANY (CAST(? AS bigint[]))", ids(messages));
        sql.update(
                "UPDATE job SET published_at = now() WHERE published_at IS NULL AND id = ANY (CAST(? AS uuid[]))",
                messages.stream().map(Message::jobId).toList());
    }

    /** The broker has not confirmed the messages; they may or may not have arrived. */
    @Transactional
    void release(List<Message> messages) {
        sql.update("UPDATE outbox SET claimed_until = NULL WHERE id = ANY (CAST(? AS bigint[]))", ids(messages));
    }

    /** Forgets what was sent more than a day ago, and what nobody needs to be told any more. */
    @Transactional
    void purge() {
        sql.update("""
                DELETE FROM outbox USING job
                WHERE job.id = outbox.job_id AND outbox.due_at < now() - interval '1 day'
                  AND (outbox.sent_at IS NOT NULL OR job.state <> 'QUEUED')
                """);
    }

    private static List<Long> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }
}
