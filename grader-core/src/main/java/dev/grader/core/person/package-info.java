/** Who takes part. */
@NullMarked
package dev.grader.core.person;

import org.jspecify.annotations.NullMarked;
