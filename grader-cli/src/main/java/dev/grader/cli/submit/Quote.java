package dev.grader.cli.submit;

/**
 * What submitting would cost, as the service quotes it.
 *
 * @param free whether there is nothing to agree to
 */
public record Quote(String id, boolean free, String explanation) {
    /** Whether it is worth a question. */
    boolean costs() {
        return !free;
    }
}
