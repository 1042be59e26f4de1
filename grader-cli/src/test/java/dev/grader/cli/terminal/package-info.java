@NullMarked
package dev.grader.cli.terminal;

import org.jspecify.annotations.NullMarked;
