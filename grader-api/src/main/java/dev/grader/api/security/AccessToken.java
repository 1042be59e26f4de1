package dev.grader.api.security;

import dev.grader.api.person.Person;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept of a token: never the token itself. */
@Entity
public class AccessToken {
    /** A use is written down this rarely, so that reading stays reading. */
    private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Person person;

    private String label;
    private String sha256;
    private Instant createdAt;
    private @Nullable Instant lastUsedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected AccessToken() {}

    AccessToken(Person person, String label, String sha256, Instant createdAt) {
        this.person = person;
        this.label = label;
        this.sha256 = sha256;
        this.createdAt = createdAt;
    }

    public long id() {
        return id;
    }

    public Person person() {
        return person;
    }

    public String label() {
        return label;
    }

    public String sha256() {
        return sha256;
    }

    public Instant createdAt() {
        return createdAt;
    }

    void usedAt(Instant now) {
        if (lastUsedAt == null || lastUsedAt.plus(USE_RECORDED_EVERY).isBefore(now)) {
            lastUsedAt = now;
        }
    }
}
