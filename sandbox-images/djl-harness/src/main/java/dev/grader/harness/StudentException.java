package dev.grader.harness;

/** The submitted model does something that cannot be graded; the message is for the student. */
final class StudentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ScriptError error;

    StudentException(String type, String message) {
        this(new ScriptError(type, message, null, 0, ""));
    }

    StudentException(ScriptError error) {
        super(error.message());
        this.error = error;
    }

    ScriptError error() {
        return error;
    }
}
