/** How long grading takes: many copies of a correct solution at once, and where their time goes. */
@NullMarked
package dev.grader.cli.bench;

import org.jspecify.annotations.NullMarked;
