/** A late policy as data. */
@NullMarked
package dev.grader.core.late.policy;

import org.jspecify.annotations.NullMarked;
