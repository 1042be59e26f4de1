package dev.grader.api.security;

import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.api.person.Role;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The first administrator. With {@code GRADER_ADMIN_TOKEN} that token, and no earlier one of the same origin, opens the
 * account {@code admin}; without it and without any administrator, a token is made and printed once.
 */
@ApplicationScoped
public class AdminBootstrap {
    static final String LOGIN = "admin";
    static final String LABEL = "bootstrap";

    private static final Pattern FOREIGN_TOKEN = Pattern.compile("[0-9A-Za-z_-]{32,200}");

    private final People people;
    private final AccessTokens tokens;
    private final InstantSource clock;
    private final Optional<String> configured;

    AdminBootstrap(
            People people,
            AccessTokens tokens,
            InstantSource clock,
            @ConfigProperty(name = "grader.admin-token") Optional<String> configured) {
        this.people = people;
        this.tokens = tokens;
        this.clock = clock;
        this.configured = configured;
    }

    @Transactional
    void start(@Observes StartupEvent event) {
        if (configured.isPresent()) {
            accept(configured.get());
        } else if (people.count("role", Role.ADMIN) == 0) {
            print(tokens.issue(admin(), LABEL));
        }
    }

    private void accept(String token) {
        if (!isStrong(token)) {
            throw new IllegalStateException("GRADER_ADMIN_TOKEN must be a token as this service makes them (grd_ and 36"
                    + " characters with a right checksum) or 32 to 200 letters, digits, '-' and '_'");
        }
        String sha256 = TokenFormat.sha256(token);
        Person admin = admin();
        tokens.delete("person = ?1 and label = ?2 and sha256 <> ?3", admin, LABEL, sha256);
        if (tokens.count("sha256", sha256) == 0) {
            tokens.accept(admin, LABEL, token);
        }
    }

    private static boolean isStrong(String token) {
        return token.startsWith(TokenFormat.PREFIX)
                ? TokenFormat.isValid(token)
                : FOREIGN_TOKEN.matcher(token).matches();
    }

    private Person admin() {
        return people.byLogin(LOGIN).orElseGet(() -> {
            Person admin = new Person(LOGIN, "Administrator", Role.ADMIN, clock.instant());
            people.persist(admin);
            return admin;
        });
    }

    /** To standard output and not to the log, which is kept and shipped. */
    @SuppressWarnings("SystemOut")
    private static void print(String token) {
        System.out.println("Administrator's token, shown this once: " + token);
    }
}
