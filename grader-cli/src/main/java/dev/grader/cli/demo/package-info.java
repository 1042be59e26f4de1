/** The tour through the whole path. */
@NullMarked
package dev.grader.cli.demo;

import org.jspecify.annotations.NullMarked;
