@NullMarked
package dev.grader.cli.statistics;

import org.jspecify.annotations.NullMarked;
