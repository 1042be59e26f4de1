package dev.grader.api.course;

import dev.grader.core.late.LatePolicy;
import java.time.ZoneId;

/**
 * How a kind of course is run.
 *
 * @param timeZone in which a day of attempts begins and ends
 */
public record Preset(String title, ZoneId timeZone, LatePolicy latePolicy) {}
