package dev.grader.core.gradebook.scheme;

import dev.grader.core.gradebook.FinalGrade;
import dev.grader.core.gradebook.FinalGrades;
import dev.grader.core.gradebook.GradingScheme;
import dev.grader.core.gradebook.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A grading scheme for the assignments that there are.
 *
 * @param unknown items of the scheme that have no points of full marks yet, or are not there at all; they stay open
 * @param uncounted assignments that are in no component
 */
public record ResolvedScheme(GradingScheme scheme, List<String> unknown, List<String> uncounted) {
    public ResolvedScheme {
        unknown = List.copyOf(unknown);
        uncounted = List.copyOf(uncounted);
    }

    /**
     * The final grade of one student.
     *
     * @param standings by assignment; what is in no component, or has no points yet, is left out
     */
    public FinalGrade grade(Map<String, Standing> standings) {
        Set<String> left = new HashSet<>(unknown);
        left.addAll(uncounted);
        Map<String, Standing> counted = new HashMap<>(standings);
        // an item that is excused is so whatever its points will be
        counted.entrySet()
                .removeIf(entry -> left.contains(entry.getKey())
                        && (uncounted.contains(entry.getKey()) || !(entry.getValue() instanceof Standing.Excused)));
        return new FinalGrades(scheme).of(counted);
    }
}
