@NullMarked
package dev.grader.cli.bench;

import org.jspecify.annotations.NullMarked;
