package dev.grader.api.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the owner of a token in the database. */
@ApplicationScoped
public class BearerIdentityProvider implements IdentityProvider<BearerRequest> {
    private final AccessTokens tokens;

    BearerIdentityProvider(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<BearerRequest> getRequestType() {
        return BearerRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(BearerRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> tokens.ownerOf(request.token())
                .map(BearerIdentityProvider::identity)
                .orElseThrow(() -> new AuthenticationFailedException("unknown token")));
    }

    private static SecurityIdentity identity(Caller caller) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.login()))
                .addRole(caller.role().wireName())
                .addAttribute(Caller.ATTRIBUTE, caller)
                .build();
    }
}
