/** Regrade requests. */
@NullMarked
package dev.grader.cli.request;

import org.jspecify.annotations.NullMarked;
