/** Everything that anybody did to grades, in one list that only grows. */
@NullMarked
package dev.grader.api.audit;

import org.jspecify.annotations.NullMarked;
