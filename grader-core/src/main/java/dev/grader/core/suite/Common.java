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
 */
public record Common(
        String id,
        String title,
        BigDecimal points,
        Visibility visibility,
        List<String> dependsOn,
        Limits limits,
        Optional<String> hint) {
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
