/** A suite's own solutions, graded on this machine with a container engine and nothing else. */
@NullMarked
package dev.grader.cli.proof;

import org.jspecify.annotations.NullMarked;
