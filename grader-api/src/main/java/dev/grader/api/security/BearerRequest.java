package dev.grader.api.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who the owner of a token is. */
final class BearerRequest extends BaseAuthenticationRequest {
    private final String token;

    BearerRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
