package dev.grader.cli;

/** How the process ends, for scripts. */
public final class ExitCode {
    /** Done; a submission was graded. */
    public static final int OK = 0;
    /** It did not work. */
    public static final int FAILURE = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** Graded, but below the points that {@code --pass-points} asks for. */
    public static final int BELOW_PASS = 3;
    /** Nobody is logged in, or the token is void. */
    public static final int NEEDS_LOGIN = 4;
    /** The service could not do it, through no fault of the caller. */
    public static final int INFRASTRUCTURE = 5;

    private ExitCode() {}
}
