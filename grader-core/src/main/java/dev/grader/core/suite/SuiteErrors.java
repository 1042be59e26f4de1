package dev.grader.core.suite;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A suite that cannot be used, with every mistake that was found, in the order of the lines. */
public final class SuiteErrors extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 50;

    private final transient List<SuiteError> errors;

    public SuiteErrors(List<SuiteError> errors) {
        super(message(errors));
        this.errors = ordered(errors);
    }

    public List<SuiteError> errors() {
        return errors;
    }

    /** {@link Problem#SUITE_INVALID} with the list as its member {@code errors}. */
    public ProblemException toProblem() {
        return new ProblemException(Problem.SUITE_INVALID, message(errors), Map.of("errors", errors));
    }

    private static List<SuiteError> ordered(List<SuiteError> errors) {
        return errors.stream()
                .distinct()
                .sorted(Comparator.comparingInt(SuiteError::line).thenComparingInt(SuiteError::column))
                .limit(SHOWN)
                .toList();
    }

    private static String message(List<SuiteError> errors) {
        return "The suite has mistakes; correct them and send it again.\n"
                + ordered(errors).stream().map(SuiteError::toString).collect(Collectors.joining("\n"));
    }
}
