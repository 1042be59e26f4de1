/** Every error as a problem document (RFC 9457). */
@NullMarked
package dev.grader.api.problem;

import org.jspecify.annotations.NullMarked;
