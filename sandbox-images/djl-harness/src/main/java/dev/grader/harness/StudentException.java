package dev.grader.harness;

/** The submitted model does something that cannot be graded; the message is for the student. */
final class StudentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;

    StudentException(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }
}
