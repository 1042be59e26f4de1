/** Looking at submissions and slack days. */
@NullMarked
package dev.grader.cli.status;

import org.jspecify.annotations.NullMarked;
