@NullMarked
package dev.grader.cli.assignment;

import org.jspecify.annotations.NullMarked;
