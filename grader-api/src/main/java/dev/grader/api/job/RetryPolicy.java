package dev.grader.api.job;

import java.time.Duration;

/** What becomes of a job whose claim came to nothing. */
public final class RetryPolicy {
    /** Claims without a result before a job is given up. */
    public static final int MAXIMUM_CLAIMS = 3;

    /** So that a worker that is broken does not use up all claims of a job in a second. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private static final int PAUSE_GROWTH = 10;

    /** After which a run that nobody can ask for but the clock is tried anew, the first time. */
    private static final Duration FIRST_NEW_TRY = Duration.ofMinutes(10);

    /** A fault of many hours is found soon after it was mended. */
    private static final Duration LONGEST_NEW_TRY = Duration.ofHours(6);

    private static final int MAXIMUM_DOUBLINGS = 10;

    private RetryPolicy() {}

    /** Why a claim came to nothing. */
    public enum Cause {
        /** The worker said that it could not run the job. */
        REPORTED,
        /** The worker was not heard of before its lease ended. */
        EXPIRED,
        /** The worker brought a record with an infrastructure fault in it. */
        INFRASTRUCTURE_VERDICT,
        /** The suite's own reference does not work, and would not the next time. */
        REFERENCE_BROKEN
    }

    /** What to do. */
    public sealed interface Decision {
        /** Queue it again, to be taken after the pause. */
        record Requeue(Duration pause) implements Decision {}

        /** Show a system error. */
        record GiveUp() implements Decision {}
    }

    /**
     * How long to leave a job alone that was given up, before another like it is queued without anybody asking.
     *
     * @param givenUp how many like it were given up, at least 1
     */
    static Duration beforeNewTry(int givenUp) {
        Duration grown = FIRST_NEW_TRY.multipliedBy(1L << Math.min(givenUp - 1, MAXIMUM_DOUBLINGS));
        return grown.compareTo(LONGEST_NEW_TRY) < 0 ? grown : LONGEST_NEW_TRY;
    }

    /**
     * Decides by the number of claims, unless another claim would change nothing; no attempt of the student is used in
     * any case.
     *
     * @param claims so far, this one included
     */
    public static Decision after(Cause cause, int claims) {
        if (claims >= MAXIMUM_CLAIMS) {
            return new Decision.GiveUp();
        }
        return switch (cause) {
            // the lease itself was the pause
            case EXPIRED -> new Decision.Requeue(Duration.ZERO);
            case REPORTED, INFRASTRUCTURE_VERDICT ->
                new Decision.Requeue(FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_GROWTH, claims - 1.0)));
            case REFERENCE_BROKEN -> new Decision.GiveUp();
        };
    }
}
