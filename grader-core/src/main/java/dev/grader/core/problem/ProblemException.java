package dev.grader.core.problem;

import java.util.Map;

/** Carries a {@link Problem}, what happened, and what to do about it. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final transient Map<String, Object> members;

    /**
     * A problem without extra members.
     *
     * @param message what happened and what to do, for the person who caused it
     */
    public ProblemException(Problem problem, String message) {
        this(problem, message, Map.of());
    }

    /**
     * A problem with more to say.
     *
     * @param members extra members of the problem document, such as a new quote
     */
    public ProblemException(Problem problem, String message, Map<String, Object> members) {
        super(message);
        this.problem = problem;
        this.members = Map.copyOf(members);
    }

    public Problem problem() {
        return problem;
    }

    public Map<String, Object> members() {
        return members;
    }
}
