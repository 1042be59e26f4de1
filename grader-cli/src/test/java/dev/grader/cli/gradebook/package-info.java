@NullMarked
package dev.grader.cli.gradebook;

import org.jspecify.annotations.NullMarked;
