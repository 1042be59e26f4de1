/** Large data files that suites name by their digest. */
@NullMarked
package dev.grader.api.data;

import org.jspecify.annotations.NullMarked;
