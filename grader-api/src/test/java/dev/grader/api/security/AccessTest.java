package dev.grader.api.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every endpoint for every kind of caller. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class AccessTest {
    private static final String LENET = "/api/v1/courses/{course}/assignments/{assignment}";
    private static final String JOB = "/worker/v1/jobs/{id}";

    /**
     * What a caller gets, in the order of {@link Caller}: '+' is past all gates, whatever comes of it; 'f' forbidden,
     * 'n' not found, as if it did not exist. Who has no token always gets 401.
     */
    private static final String ANYBODY = "++++++++";

    private static final String ADMIN = "ffffff+f";
    private static final String MAKERS = "ffff+++f";
    private static final String LOGGED_IN = "+++++++f";
    private static final String MEMBERS = "++n++n+f";
    private static final String STAFF = "ffn++n+f";
    private static final String INSTRUCTOR = "ffnf+n+f";
    private static final String SUBMITTERS = "++n++nff";
    private static final String OWNER = "+nnnnnnf";
    private static final String STUDENTS = "++nffnff";
    private static final String CLASSMATE_AND_STAFF = "n+n++n+f";
    private static final String OWNER_AND_STAFF = "+nn++n+f";
    private static final String STAFF_OF_SUBMISSION = "fnn++n+f";
    private static final String WORKER = "fffffff+";
    /** The job of this test is a student's; only a calibration brings blobs. */
    private static final String CALIBRATION = "ffffffff";

    private static final List<Endpoint> ENDPOINTS = List.of(
            new Endpoint("GET", "/api/v1/me", ANYBODY),
            new Endpoint("POST", "/api/v1/people", ADMIN),
            new Endpoint("POST", "/api/v1/people/{login}/tokens", ADMIN),
            new Endpoint("POST", "/api/v1/courses", MAKERS),
            new Endpoint("GET", "/api/v1/courses", LOGGED_IN),
            new Endpoint("GET", "/api/v1/courses/{course}", MEMBERS),
            new Endpoint("GET", "/api/v1/courses/{course}/members", STAFF),
            new Endpoint("POST", "/api/v1/courses/{course}/members", INSTRUCTOR),
            new Endpoint("PUT", "/api/v1/courses/{course}/members/{login}", INSTRUCTOR),
            new Endpoint("GET", "/api/v1/courses/{course}/ledger", MEMBERS),
            new Endpoint("GET", "/api/v1/courses/{course}/audit", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/ledgers", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/late-policy", MEMBERS),
            new Endpoint("GET", "/api/v1/courses/{course}/grading-scheme", MEMBERS),
            new Endpoint("POST", "/api/v1/courses/{course}/changes/preview", STAFF),
            new Endpoint("POST", "/api/v1/courses/{course}/changes", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/changes", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/gradebook", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/gradebook.csv", STAFF),
            new Endpoint("POST", "/api/v1/courses/{course}/gradebook.csv", STAFF),
            new Endpoint("GET", LENET + "/statistics", STAFF),
            new Endpoint("GET", LENET + "/submissions.zip", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/grades", MEMBERS),
            new Endpoint("GET", "/api/v1/courses/{course}/pending", STAFF),
            new Endpoint("POST", "/api/v1/courses/{course}/pending/accept", STAFF),
            new Endpoint("POST", LENET + "/publication", STAFF),
            new Endpoint("PUT", LENET + "/claim", MEMBERS),
            new Endpoint("PUT", LENET + "/choice", MEMBERS),
            new Endpoint("PUT", "/api/v1/courses/{course}/data/{sha256}", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/data/{sha256}", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/data", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/assignments", MEMBERS),
            new Endpoint("GET", LENET, MEMBERS),
            new Endpoint("PUT", LENET, STAFF),
            new Endpoint("POST", LENET + "/suites", STAFF),
            new Endpoint("GET", LENET + "/suites/{version}", STAFF),
            new Endpoint("GET", LENET + "/suites/{version}/preview", STAFF),
            new Endpoint("POST", LENET + "/suites/{version}/rerun", STAFF),
            new Endpoint("POST", LENET + "/suites/{version}/apply", STAFF),
            new Endpoint("GET", LENET + "/regrades", STAFF),
            new Endpoint("GET", LENET + "/submissions", MEMBERS),
            new Endpoint("POST", LENET + "/uploads", SUBMITTERS),
            new Endpoint("GET", LENET + "/collaborators", STAFF),
            new Endpoint("GET", "/api/v1/courses/{course}/teams", MEMBERS),
            new Endpoint("PUT", "/api/v1/courses/{course}/teams/{set}", STAFF),
            new Endpoint("PUT", "/api/v1/courses/{course}/teams/{set}/{team}", STAFF),
            new Endpoint("GET", LENET + "/graders", STAFF),
            new Endpoint("PUT", LENET + "/graders", STAFF),
            new Endpoint("POST", LENET + "/graders/distribution", STAFF),
            new Endpoint("GET", LENET + "/rubric", STAFF),
            new Endpoint("PUT", LENET + "/rubric", STAFF),
            new Endpoint("POST", LENET + "/rubric/release", STAFF),
            new Endpoint("GET", LENET + "/students/{login}/rubric", CLASSMATE_AND_STAFF),
            new Endpoint("PUT", LENET + "/students/{login}/rubric", STAFF),
            new Endpoint("POST", LENET + "/students/{login}/rubric/release", STAFF),
            new Endpoint("GET", LENET + "/grades", STAFF),
            new Endpoint("POST", LENET + "/grades", STAFF),
            new Endpoint("POST", LENET + "/requests", STUDENTS),
            new Endpoint("GET", "/api/v1/courses/{course}/requests", MEMBERS),
            new Endpoint("POST", "/api/v1/courses/{course}/requests/{request}/answer", STAFF),
            new Endpoint("PUT", "/api/v1/uploads/{id}/content", OWNER),
            new Endpoint("POST", "/api/v1/uploads/{id}/submit", OWNER),
            new Endpoint("GET", "/api/v1/submissions/{id}", OWNER_AND_STAFF),
            new Endpoint("GET", "/api/v1/submissions/{id}/events", OWNER_AND_STAFF),
            new Endpoint("POST", "/api/v1/submissions/{id}/requeue", STAFF_OF_SUBMISSION),
            new Endpoint("GET", "/api/v1/submissions/{id}/marks", STAFF_OF_SUBMISSION),
            new Endpoint("PUT", "/api/v1/submissions/{id}/marks/{test}/{item}", STAFF_OF_SUBMISSION),
            new Endpoint("POST", "/api/v1/submissions/{id}/marks/{test}/release", STAFF_OF_SUBMISSION),
            new Endpoint("POST", "/worker/v1/leases", WORKER),
            new Endpoint("POST", JOB + "/heartbeat", WORKER),
            new Endpoint("GET", JOB + "/blobs/{digest}", WORKER),
            new Endpoint("PUT", JOB + "/blobs/{digest}", CALIBRATION),
            new Endpoint("POST", JOB + "/measurement", WORKER),
            new Endpoint("POST", JOB + "/calibration", WORKER),
            new Endpoint("POST", JOB + "/fault", WORKER));

    @Inject
    Workplace workplace;

    @Inject
    MovedClock clock;

    @Inject
    Sql sql;

    private final Map<Caller, String> tokens = new EnumMap<>(Caller.class);
    private String submission = "";
    private String job = "";
    private String request = "";
    private Worker worker = new Worker("", "");

    /** Kinds of callers. */
    private enum Caller {
        OWNER(Role.STUDENT, "student"),
        CLASSMATE(Role.STUDENT, "student"),
        OUTSIDER(Role.STUDENT, ""),
        TA(Role.TA, "ta"),
        INSTRUCTOR(Role.INSTRUCTOR, "instructor"),
        /** An instructor, but of another course. */
        STRANGER(Role.INSTRUCTOR, ""),
        ADMIN(Role.ADMIN, ""),
        WORKER(Role.WORKER, "");

        private final Role role;
        private final String membership;

        Caller(Role role, String membership) {
            this.role = role;
            this.membership = membership;
        }

        String login() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Endpoint(String method, String path, String expected) {}

    @BeforeEach
    void setUp() {
        clock.release();
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.publishedCourse("deep", worker);
        for (Caller caller : Caller.values()) {
            tokens.put(caller, workplace.token(caller.login(), caller.role));
        }
        for (Caller caller : Caller.values()) {
            if (!caller.membership.isEmpty()) {
                request(token(Caller.ADMIN))
                        .body(Map.of("role", caller.membership))
                        .put("/api/v1/courses/deep/members/" + caller.login())
                        .then()
                        .statusCode(200);
            }
        }
        UUID graded = workplace.submit("deep", Caller.OWNER.login());
        submission = graded.toString();
        worker.drain();
        job = sql.first("SELECT id FROM job WHERE submission_id = ?", row -> row.text("id"), graded)
                .orElseThrow();
        request = sql.first("""
                        INSERT INTO regrade_request (assignment_id, student_id, text)
                        SELECT assignment_id, student_id, 'Please' FROM submission WHERE id = ? RETURNING id
                        """, row -> row.text("id"), graded).orElseThrow();
    }

    @Test
    void everyEndpointIsInTheTable() {
        JsonPath document =
                given().accept(ContentType.JSON).get("/q/openapi?format=json").jsonPath();
        Map<String, Map<String, Object>> paths = document.getMap("paths");
        TreeSet<String> described = new TreeSet<>();
        paths.forEach((path, methods) -> methods.keySet().stream()
                .filter(key -> List.of("get", "post", "put", "patch", "delete").contains(key))
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(ENDPOINTS.stream()
                        .map(endpoint -> endpoint.method() + " " + endpoint.path())
                        .toList());
    }

    @Test
    void everyEndpointLetsInWhoMayCallItAndNobodyElse() {
        List<String> wrong = new ArrayList<>();
        for (Endpoint endpoint : ENDPOINTS) {
            int column = 0;
            for (Caller caller : Caller.values()) {
                Response response = call(endpoint, token(caller));
                char expected = endpoint.expected().charAt(column++);
                if (got(response) != expected) {
                    wrong.add(endpoint.method() + " " + endpoint.path() + " by " + caller + ": " + response.statusCode()
                            + " instead of '" + expected + "' " + response.asString());
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingOpensWithoutATokenOrWithAWrongOne() {
        String unknown = TokenFormat.generate(bound -> 0);
        for (Endpoint endpoint : ENDPOINTS) {
            for (String token : List.of("", "grd_mistyped", unknown)) {
                call(endpoint, token)
                        .then()
                        .statusCode(401)
                        .header("WWW-Authenticate", "Bearer")
                        .contentType("application/problem+json")
                        .body("code", equalTo("NOT_LOGGED_IN"));
            }
        }
    }

    @Test
    void theLedgerOfAnotherIsForStaff() {
        Map<Caller, Integer> expected = new EnumMap<>(Map.of(
                Caller.OWNER,
                200,
                Caller.CLASSMATE,
                404,
                Caller.OUTSIDER,
                404,
                Caller.TA,
                200,
                Caller.INSTRUCTOR,
                200));
        expected.forEach((caller, status) -> request(token(caller))
                .get("/api/v1/courses/deep/ledger?student=owner")
                .then()
                .statusCode(status));
    }

    @Test
    void aListHoldsOnlyOnesOwnSubmissions() {
        String list = "/api/v1/courses/deep/assignments/lenet/submissions";

        request(token(Caller.OWNER)).get(list).then().body("student", equalTo(List.of("owner")));
        request(token(Caller.CLASSMATE)).get(list).then().body("size()", equalTo(0));
        request(token(Caller.TA)).get(list).then().body("student", equalTo(List.of("owner")));
    }

    @Test
    void whatIsForStaffIsNotShownToTheOwner() {
        String path = "/api/v1/submissions/" + submission;

        request(token(Caller.TA)).get(path).then().body("result.tests[0].containsKey('staffMessages')", equalTo(true));
        request(token(Caller.OWNER))
                .get(path)
                .then()
                .body("result.tests[0].containsKey('staffMessages')", equalTo(false));
    }

    @Test
    void anothersSubmissionIsAsUnknownAsNone() {
        UUID none = UUID.randomUUID();
        String other = request(token(Caller.CLASSMATE))
                .get("/api/v1/submissions/" + submission)
                .asString();
        String unknown = request(token(Caller.CLASSMATE))
                .get("/api/v1/submissions/" + none)
                .asString();

        assertThat(other.replace(submission, none.toString())).isEqualTo(unknown);
    }

    @Test
    void probesAreOpen() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200);
    }

    private static char got(Response response) {
        return switch (response.statusCode()) {
            case 401 -> 'u';
            case 403 -> 'f';
            case 404 -> 'n';
            default -> response.statusCode() < 500 ? '+' : '!';
        };
    }

    private Response call(Endpoint endpoint, String token) {
        boolean upload = endpoint.path().startsWith("/api/v1/uploads/");
        String id = upload ? announce() : endpoint.path().startsWith(JOB) ? job : submission;
        String path = endpoint.path()
                .replace("{course}", "deep")
                .replace("{assignment}", "lenet")
                .replace("{login}", "classmate")
                .replace("{set}", "pairs")
                .replace("{team}", "one")
                .replace("{version}", "1")
                .replace("{test}", "report")
                .replace("{item}", "text")
                .replace("{digest}", workplace.digest(UUID.fromString(submission)))
                .replace("{sha256}", Sha256.of("bytes"))
                .replace("{request}", request)
                .replace("{id}", id);
        RequestSpecification request = request(token).header("Lease-Token", 1);
        if (path.endsWith("/content") || path.contains("/blobs/") || path.contains("/data/")) {
            request.contentType(ContentType.BINARY).body("bytes".getBytes(StandardCharsets.UTF_8));
        } else if (path.endsWith("/suites")) {
            request.contentType("application/zip").body("bytes".getBytes(StandardCharsets.UTF_8));
        } else if (path.endsWith("/gradebook.csv") && endpoint.method().equals("POST")) {
            request.contentType("text/csv").body("student\n".getBytes(StandardCharsets.UTF_8));
        } else if (!endpoint.method().equals("GET")) {
            request.body(body(endpoint));
        }
        return request.request(endpoint.method(), path);
    }

    private Map<String, Object> body(Endpoint endpoint) {
        String path = endpoint.path();
        if (path.endsWith("/people")) {
            return Map.of("login", "classmate", "name", "classmate", "role", "student");
        } else if (path.endsWith("/tokens")) {
            return Map.of("label", "access test");
        } else if (path.endsWith("/courses")) {
            return Map.of("preset", "sharif-ce-40719", "slug", "c" + UUID.randomUUID());
        } else if (path.endsWith("/members")) {
            return Map.of("members", List.of());
        } else if (path.endsWith("/members/{login}")) {
            return Map.of("role", "student");
        } else if (path.endsWith("/uploads")) {
            return Map.of("fileName", "a.zip", "size", 5, "sha256", Sha256.of("bytes"));
        } else if (path.endsWith("/submit")) {
            return Map.of("acceptedQuote", "none");
        } else if (path.endsWith("/{assignment}")) {
            return Map.of("title", "LeNet", "category", "practical", "due", Workplace.DUE.toString());
        } else if (path.endsWith("/apply")) {
            return Map.of("preview", "none", "reason", "access test");
        } else if (path.endsWith("/marks/{test}/{item}")) {
            return Map.of("points", 1);
        } else if (path.endsWith("/{set}")) {
            return Map.of("teams", List.of());
        } else if (path.endsWith("/{team}")) {
            return Map.of("members", List.of("classmate"));
        } else if (path.endsWith("/graders")) {
            return Map.of("students", List.of());
        } else if (path.endsWith("/graders/distribution")) {
            return Map.of("graders", List.of("ta"), "perStudent", 1);
        } else if (path.endsWith("/{assignment}/rubric")) {
            return Map.of("students", List.of(Map.of("student", "classmate", "items", List.of())));
        } else if (path.endsWith("/{login}/rubric")) {
            return Map.of("items", List.of());
        } else if (path.endsWith("/rubric/release") || path.endsWith("/marks/{test}/release")) {
            return Map.of("lastMark", 0);
        } else if (path.endsWith("/{assignment}/grades")) {
            return Map.of("grades", List.of(Map.of("student", "classmate", "points", 1)));
        } else if (path.endsWith("/{assignment}/requests")) {
            return Map.of("text", "Please");
        } else if (path.endsWith("/answer")) {
            return Map.of("outcome", "GRANTED", "text", "Fine");
        } else if (path.endsWith("/accept")) {
            return Map.of("reason", "access test");
        } else if (path.endsWith("/choice")) {
            return Map.of("submission", submission);
        } else if (path.endsWith("/fault")) {
            return Map.of("message", "engine down");
        }
        return Map.of();
    }

    private String announce() {
        return request(token(Caller.OWNER))
                .body(Map.of("fileName", "a.zip", "size", 5, "sha256", Sha256.of("bytes")))
                .post("/api/v1/courses/deep/assignments/lenet/uploads")
                .path("id");
    }

    private String token(Caller caller) {
        return Objects.requireNonNull(tokens.get(caller));
    }

    private static RequestSpecification request(String token) {
        RequestSpecification request = given().contentType(ContentType.JSON);
        return token.isEmpty() ? request : request.auth().oauth2(token);
    }
}
