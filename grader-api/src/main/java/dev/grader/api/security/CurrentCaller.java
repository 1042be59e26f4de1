package dev.grader.api.security;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The caller of the request that is being answered. */
@RequestScoped
public class CurrentCaller {
    private final SecurityIdentity identity;

    CurrentCaller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller; endpoints are closed to anonymous requests, so that there always is one. */
    public Caller get() {
        Caller caller = identity.getAttribute(Caller.ATTRIBUTE);
        if (caller == null) {
            throw new ProblemException(Problem.NOT_LOGGED_IN, "Send a token as 'Authorization: Bearer grd_…'.");
        }
        return caller;
    }
}
