/** From the files of a submission in Java to classes, with what its rules forbid; nothing of the submission is run. */
@NullMarked
package dev.grader.harness.source;

import org.jspecify.annotations.NullMarked;
