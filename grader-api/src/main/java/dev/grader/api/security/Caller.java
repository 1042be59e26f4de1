package dev.grader.api.security;

import dev.grader.api.person.Person;
import dev.grader.api.person.Role;

/** Whose token the request carries. */
public record Caller(long id, String login, String name, Role role) {
    static final String ATTRIBUTE = "caller";

    static Caller of(Person person) {
        return new Caller(person.id(), person.login(), person.name(), person.role());
    }

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }
}
