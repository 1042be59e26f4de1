/** Large data files, which suites name by their digest. */
@NullMarked
package dev.grader.cli.data;

import org.jspecify.annotations.NullMarked;
