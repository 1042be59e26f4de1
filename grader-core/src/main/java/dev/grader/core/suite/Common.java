package dev.grader.core.suite;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What every test has.
 *
 * @param id unique in the suite; never enters a container
 * @param dependsOn tests that must be passed, else this one is skipped
 * @param hint shown to the student when the test is not passed, hidden or not
 * @param extraCredit its points add to the score, but not to the maximum
 * @param runs when it runs
 */
public record Common(
        String id,
        String title,
        BigDecimal points,
        Visibility visibility,
        List<String> dependsOn,
        Limits limits,
        Optional<String> hint,
        boolean extraCredit,
        Runs runs) {
    /** An ordinary test, which runs at once. */
    public Common(
            String id,
            String title,
            BigDecimal points,
            Visibility visibility,
            List<String> dependsOn,
            Limits limits,
            Optional<String> hint) {
        this(id, title, points, visibility, dependsOn, limits, hint, false, Runs.AT_ONCE);
    }

    public Common {
        if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("test id '" + id + "' must be lower-case letters, digits and hyphens");
        }
        if (points.signum() < 0) {
            throw new IllegalArgumentException("points of '" + id + "' cannot be negative");
        }
        dependsOn = List.copyOf(dependsOn);
    }
}
