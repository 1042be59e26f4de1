package dev.grader.core.late;

import dev.grader.core.late.policy.Extra;
import java.time.Instant;

/** How far an extension goes. */
public sealed interface Allowance {
    /** To a date; an earlier one than the due date takes nothing away. */
    record Until(Instant date) implements Allowance {}

    /** By so much from the due date, after the accommodations of the student. */
    record By(Extra extra) implements Allowance {}

    /** Without an end: nothing is late. */
    record Endless() implements Allowance {}
}
