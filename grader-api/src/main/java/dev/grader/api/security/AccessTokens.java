package dev.grader.api.security;

import dev.grader.api.person.Person;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Issues tokens and finds their owners. */
@ApplicationScoped
public class AccessTokens implements PanacheRepositoryBase<AccessToken, Long> {
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    AccessTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** Whose token it is; nobody's is empty. */
    @Transactional
    public Optional<Caller> ownerOf(String token) {
        Instant now = clock.instant();
        return find("from AccessToken t join fetch t.person where t.sha256 = ?1", TokenFormat.sha256(token))
                .firstResultOptional()
                .map(row -> {
                    row.usedAt(now);
                    return Caller.of(row.person());
                });
    }

    /** Makes a token; what it returns cannot be had again. */
    @Transactional
    public String issue(Person owner, String label) {
        String token = TokenFormat.generate(random::nextInt);
        accept(owner, label, token);
        return token;
    }

    /** Lets a token in that was made elsewhere. */
    @Transactional
    void accept(Person owner, String label, String token) {
        persist(new AccessToken(owner, label, TokenFormat.sha256(token), clock.instant()));
    }
}
