/** Commands that change a term: every change is shown before it is made. */
@NullMarked
package dev.grader.cli.term;

import org.jspecify.annotations.NullMarked;
