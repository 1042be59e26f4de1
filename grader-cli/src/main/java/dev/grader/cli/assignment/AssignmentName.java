package dev.grader.cli.assignment;

import java.util.regex.Pattern;

/** An assignment as it is named on the command line: {@code course/assignment}. */
public record AssignmentName(String course, String assignment) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static AssignmentName parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2
                || !SLUG.matcher(parts[0]).matches()
                || !SLUG.matcher(parts[1]).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no assignment. Write COURSE/ASSIGNMENT, such as sharif-ce-40719/lenet-digits.");
        }
        return new AssignmentName(parts[0], parts[1]);
    }

    /** Path of its resource. */
    public String path() {
        return "/api/v1/courses/" + course + "/assignments/" + assignment;
    }

    @Override
    public String toString() {
        return course + "/" + assignment;
    }
}
