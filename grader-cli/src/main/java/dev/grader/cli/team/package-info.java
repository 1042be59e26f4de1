/** Who works with whom. */
@NullMarked
package dev.grader.cli.team;

import org.jspecify.annotations.NullMarked;
