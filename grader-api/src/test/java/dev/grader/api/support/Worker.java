package dev.grader.api.support;

import static io.restassured.RestAssured.given;

import dev.grader.core.job.FaultReport;
import dev.grader.core.job.FaultReport.Blame;
import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.job.Progress;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.suite.Capability;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A worker by hand, over HTTP. */
public final class Worker {
    public static final String MACHINE = "cpu-x86_64-avx2";
    public static final Map<String, String> IMAGES = Map.of("python-torch", "sha256:11", "djl", "sha256:22");

    private final String name;
    private final String token;

    public Worker(String name, String token) {
        this.name = name;
        this.token = token;
    }

    public LeaseRequest request() {
        return new LeaseRequest(name, Set.of(Capability.CPU), MACHINE, IMAGES, null, Lease.PROTOCOL);
    }

    public Optional<Lease> lease() {
        return lease(request());
    }

    public Optional<Lease> lease(LeaseRequest request) {
        Response response = json().body(request).post("/worker/v1/leases");
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.as(Lease.class));
            case 204 -> Optional.empty();
            default -> throw new AssertionError(response.statusCode() + " " + response.asString());
        };
    }

    public Lease leaseOne() {
        return lease().orElseThrow(() -> new AssertionError("no job was lent"));
    }

    public Response heartbeat(Lease lease, Progress... progress) {
        return about(lease)
                .body(new Heartbeat(Arrays.asList(progress)))
                .post("/worker/v1/jobs/{id}/heartbeat", lease.jobId());
    }

    public Response measurement(Lease lease, MeasurementRecord record) {
        return about(lease).body(record).post("/worker/v1/jobs/{id}/measurement", lease.jobId());
    }

    public Response calibration(Lease lease, CalibrationRecord record) {
        return about(lease).body(record).post("/worker/v1/jobs/{id}/calibration", lease.jobId());
    }

    public Response fault(Lease lease) {
        return fault(lease, new FaultReport("engine down", Blame.INFRASTRUCTURE));
    }

    public Response fault(Lease lease, FaultReport report) {
        return about(lease).body(report).post("/worker/v1/jobs/{id}/fault", lease.jobId());
    }

    public Response fetch(Lease lease, String digest) {
        return about(lease).get("/worker/v1/jobs/{id}/blobs/{digest}", lease.jobId(), digest);
    }

    public Response send(Lease lease, String digest, byte[] bytes) {
        return given().auth()
                .oauth2(token)
                .header(Lease.TOKEN_HEADER, lease.token())
                .contentType(ContentType.BINARY)
                .body(bytes)
                .put("/worker/v1/jobs/{id}/blobs/{digest}", lease.jobId(), digest);
    }

    /** Takes and does everything that is queued, all right, in the order in which it was lent. */
    public List<Lease> drain() {
        List<Lease> done = new ArrayList<>();
        Optional<Lease> next = lease();
        while (next.isPresent()) {
            Lease lease = next.get();
            done.add(lease);
            measurement(lease, Records.right(lease)).then().statusCode(204);
            next = lease();
        }
        return done;
    }

    private RequestSpecification about(Lease lease) {
        return json().header(Lease.TOKEN_HEADER, lease.token());
    }

    private RequestSpecification json() {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
