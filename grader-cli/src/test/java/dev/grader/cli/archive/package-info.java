@NullMarked
package dev.grader.cli.archive;

import org.jspecify.annotations.NullMarked;
