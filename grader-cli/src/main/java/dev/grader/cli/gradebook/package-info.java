/** Commands that show, publish and exchange gradebooks. */
@NullMarked
package dev.grader.cli.gradebook;

import org.jspecify.annotations.NullMarked;
