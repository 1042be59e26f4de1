package dev.grader.core.problem;

/**
 * Every error that the product gives to somebody, with whose fault it is. The name is the {@code code} of the problem
 * document (RFC 9457), of the log line and of the metric.
 */
public enum Problem {
    NOT_AN_ARCHIVE(Fault.STUDENT, 422),
    ARCHIVE_TRUNCATED(Fault.STUDENT, 422),
    ARCHIVE_UNSAFE_PATH(Fault.STUDENT, 422),
    ARCHIVE_UNSAFE_ENTRY(Fault.STUDENT, 422),
    ARCHIVE_DUPLICATE_NAME(Fault.STUDENT, 422),
    ARCHIVE_TOO_LARGE(Fault.STUDENT, 413),
    ARCHIVE_TOO_MANY_ENTRIES(Fault.STUDENT, 422),
    ARCHIVE_RATIO(Fault.STUDENT, 422),
    REQUIRED_FILE_MISSING(Fault.STUDENT, 422),
    UPLOAD_TOO_LARGE(Fault.STUDENT, 413),
    UPLOAD_DIFFERS(Fault.STUDENT, 422),
    UPLOAD_EXPIRED(Fault.STUDENT, 410),
    LATE_COST_CHANGED(Fault.STUDENT, 409),
    ASSIGNMENT_CLOSED(Fault.STUDENT, 403),
    ATTEMPTS_USED_UP(Fault.STUDENT, 429),
    COOL_DOWN(Fault.STUDENT, 429),
    INVALID_REQUEST(Fault.STUDENT, 400),
    NOT_LOGGED_IN(Fault.STUDENT, 401),
    NOT_ALLOWED(Fault.STUDENT, 403),
    NOT_FOUND(Fault.STUDENT, 404),
    ASSIGNMENT_UNKNOWN(Fault.STUDENT, 404),
    CONFLICT(Fault.STUDENT, 409),
    SUITE_INVALID(Fault.SUITE_AUTHOR, 422),
    SUITE_NOT_PROVED(Fault.SUITE_AUTHOR, 409),
    NO_SUITE_PUBLISHED(Fault.COURSE, 409),
    COURSE_CONFIGURATION(Fault.COURSE, 422),
    LEASE_STALE(Fault.INFRASTRUCTURE, 409),
    RECORD_VERSION(Fault.INFRASTRUCTURE, 409),
    UNAVAILABLE(Fault.INFRASTRUCTURE, 503),
    INTERNAL(Fault.INFRASTRUCTURE, 500);

    /** Who has to act. */
    public enum Fault {
        STUDENT,
        SUITE_AUTHOR,
        COURSE,
        INFRASTRUCTURE,
        LMS
    }

    private final Fault fault;
    private final int status;

    Problem(Fault fault, int status) {
        this.fault = fault;
        this.status = status;
    }

    public Fault fault() {
        return fault;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }
}
