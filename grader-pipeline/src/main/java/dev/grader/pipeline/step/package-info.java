/** The steps of a job: plans in, checked data out. */
@NullMarked
package dev.grader.pipeline.step;

import org.jspecify.annotations.NullMarked;
