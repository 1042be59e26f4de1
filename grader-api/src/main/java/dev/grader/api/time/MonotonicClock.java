package dev.grader.api.time;

import java.time.Duration;

/**
 * Tells how long something has taken. Unlike the time of day it is never set forward or back, so that a pause ends even when the
 * machine's clock is put right in the middle of it. It means nothing outside of this process.
 */
@FunctionalInterface
public interface MonotonicClock {
    /** Time since a moment before the first call; never negative. */
    Duration elapsed();
}
