@NullMarked
package dev.grader.cli.late;

import org.jspecify.annotations.NullMarked;
