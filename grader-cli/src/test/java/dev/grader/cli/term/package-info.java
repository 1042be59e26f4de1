@NullMarked
package dev.grader.cli.term;

import org.jspecify.annotations.NullMarked;
