/** What an assignment came to, and all that was handed in for it. */
@NullMarked
package dev.grader.cli.statistics;

import org.jspecify.annotations.NullMarked;
