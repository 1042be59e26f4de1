package dev.grader.api.account;

import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.api.person.Role;
import dev.grader.api.security.AccessTokens;
import dev.grader.api.security.Caller;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.person.LoginRule;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** People and their tokens. */
@Path("/api/v1")
public class AccountResource {
    private final People people;
    private final AccessTokens tokens;
    private final CurrentCaller caller;
    private final InstantSource clock;

    AccountResource(People people, AccessTokens tokens, CurrentCaller caller, InstantSource clock) {
        this.people = people;
        this.tokens = tokens;
        this.caller = caller;
        this.clock = clock;
    }

    /** A person as others see them. */
    public record PersonView(String login, String name, Role role) {}

    /** Who is to be made. */
    public record NewPerson(
            @NotNull @Pattern(regexp = LoginRule.REGEXP, message = LoginRule.WORDS)
            String login,

            @NotBlank @Size(max = 200) String name,
            @NotNull Role role) {}

    /** What a token is for. */
    public record NewToken(@NotBlank @Size(max = 100) String label) {}

    /** A token, shown this once. */
    public record IssuedToken(String token) {}

    @GET
    @Path("/me")
    @RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.WORKER, Role.Names.ADMIN})
    @Operation(operationId = "whoAmI", summary = "Who the token belongs to")
    public PersonView me() {
        Caller me = caller.get();
        return new PersonView(me.login(), me.name(), me.role());
    }

    @POST
    @Path("/people")
    @RolesAllowed(Role.Names.ADMIN)
    @Transactional
    @Operation(operationId = "createPerson", summary = "Make a person; the same again is no change")
    public RestResponse<PersonView> create(@Valid @NotNull NewPerson wanted) {
        PersonView view = new PersonView(wanted.login(), wanted.name(), wanted.role());
        Optional<Person> existing = people.byLogin(wanted.login());
        if (existing.isEmpty()) {
            people.persist(new Person(wanted.login(), wanted.name(), wanted.role(), clock.instant()));
            return RestResponse.status(RestResponse.Status.CREATED, view);
        }
        Person person = existing.get();
        if (!view.equals(new PersonView(person.login(), person.name(), person.role()))) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "There is already a " + person.role().wireName() + " '" + person.login() + "', named "
                            + person.name() + ". Choose another login.");
        }
        return RestResponse.ok(view);
    }

    @POST
    @Path("/people/{login}/tokens")
    @RolesAllowed(Role.Names.ADMIN)
    @Transactional
    @Operation(operationId = "issueToken", summary = "Make a token for a person; it is shown this once")
    public RestResponse<IssuedToken> issue(@PathParam("login") String login, @Valid @NotNull NewToken wanted) {
        Person owner = people.byLogin(login)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no person '" + login + "'."));
        return RestResponse.status(RestResponse.Status.CREATED, new IssuedToken(tokens.issue(owner, wanted.label())));
    }
}
