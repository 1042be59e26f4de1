package dev.grader.api.result;

import dev.grader.api.person.Role;
import dev.grader.core.job.FaultReport;
import dev.grader.core.job.Lease;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What workers bring back: measurements and faults, never a score. */
@Path("/worker/v1/jobs/{id}")
@RolesAllowed(Role.Names.WORKER)
@Consumes(MediaType.APPLICATION_JSON)
public class ResultResource {
    private final RecordReader reader;
    private final MeasurementDesk measurements;
    private final CalibrationDesk calibrations;
    private final FaultDesk faults;

    ResultResource(RecordReader reader, MeasurementDesk measurements, CalibrationDesk calibrations, FaultDesk faults) {
        this.reader = reader;
        this.measurements = measurements;
        this.calibrations = calibrations;
        this.faults = faults;
    }

    @POST
    @Path("/measurement")
    @Operation(operationId = "putMeasurement", summary = "What was measured; the same again changes nothing")
    public void measurement(
            @PathParam("id") UUID jobId, @HeaderParam(Lease.TOKEN_HEADER) @NotNull Long token, InputStream body)
            throws IOException {
        measurements.take(jobId, token, reader.read(body, MeasurementRecord.class));
    }

    @POST
    @Path("/calibration")
    @Operation(operationId = "putCalibration", summary = "What the reference measured; the same again changes nothing")
    public void calibration(
            @PathParam("id") UUID jobId, @HeaderParam(Lease.TOKEN_HEADER) @NotNull Long token, InputStream body)
            throws IOException {
        calibrations.take(jobId, token, reader.read(body, CalibrationRecord.class));
    }

    @POST
    @Path("/fault")
    @Operation(operationId = "reportFault", summary = "The job could not be run, through no fault of the student")
    public void fault(
            @PathParam("id") UUID jobId, @HeaderParam(Lease.TOKEN_HEADER) @NotNull Long token, InputStream body)
            throws IOException {
        faults.take(jobId, token, reader.read(body, FaultReport.class));
    }
}
