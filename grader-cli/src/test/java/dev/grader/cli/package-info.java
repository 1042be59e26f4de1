@NullMarked
package dev.grader.cli;

import org.jspecify.annotations.NullMarked;
