/** Submissions and their grades as people see them. */
@NullMarked
package dev.grader.api.report;

import org.jspecify.annotations.NullMarked;
