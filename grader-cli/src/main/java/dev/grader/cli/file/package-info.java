/** Files that people write. */
@NullMarked
package dev.grader.cli.file;

import org.jspecify.annotations.NullMarked;
