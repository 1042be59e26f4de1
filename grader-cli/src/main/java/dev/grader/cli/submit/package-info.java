/** Submitting and watching. */
@NullMarked
package dev.grader.cli.submit;

import org.jspecify.annotations.NullMarked;
