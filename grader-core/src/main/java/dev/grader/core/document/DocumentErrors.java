package dev.grader.core.document;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.SuiteError;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A file that cannot be used, with every mistake that was found, in the order of the lines. */
public final class DocumentErrors extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 50;

    private final transient List<SuiteError> errors;

    DocumentErrors(List<SuiteError> errors) {
        super(message(errors));
        this.errors = ordered(errors);
    }

    public List<SuiteError> errors() {
        return errors;
    }

    /** {@link Problem#COURSE_CONFIGURATION} with the list as its member {@code errors}. */
    public ProblemException toProblem() {
        return new ProblemException(Problem.COURSE_CONFIGURATION, message(errors), Map.of("errors", errors));
    }

    private static List<SuiteError> ordered(List<SuiteError> errors) {
        return errors.stream()
                .distinct()
                .sorted(Comparator.comparingInt(SuiteError::line).thenComparingInt(SuiteError::column))
                .limit(SHOWN)
                .toList();
    }

    private static String message(List<SuiteError> errors) {
        return ordered(errors).stream().map(SuiteError::toString).collect(Collectors.joining("\n"));
    }
}
