@NullMarked
package dev.grader.cli.course;

import org.jspecify.annotations.NullMarked;
