/** The whole service on one machine: processes, in order, watched. */
@NullMarked
package dev.grader.cli.up;

import org.jspecify.annotations.NullMarked;
