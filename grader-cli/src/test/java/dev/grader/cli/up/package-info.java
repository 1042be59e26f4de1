@NullMarked
package dev.grader.cli.up;

import org.jspecify.annotations.NullMarked;
