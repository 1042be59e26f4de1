package dev.grader.api.person;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** People by id and login. */
@ApplicationScoped
public class People implements PanacheRepositoryBase<Person, Long> {
    public Optional<Person> byLogin(String login) {
        return find("login", login).firstResultOptional();
    }
}
