/** Uploading a suite, proving it by its own fixtures, and publishing it. */
@NullMarked
package dev.grader.api.suite;

import org.jspecify.annotations.NullMarked;
