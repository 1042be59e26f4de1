/** Who belongs to a course, and what they may do there. */
@NullMarked
package dev.grader.api.member;

import org.jspecify.annotations.NullMarked;
