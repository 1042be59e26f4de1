/** Suites: publishing and proving. */
@NullMarked
package dev.grader.cli.suite;

import org.jspecify.annotations.NullMarked;
