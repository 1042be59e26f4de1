/** Results on disk until the API has taken them. */
@NullMarked
package dev.grader.worker.report;

import org.jspecify.annotations.NullMarked;
