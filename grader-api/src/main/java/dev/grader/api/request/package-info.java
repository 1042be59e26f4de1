/** Students who ask to have a grade looked at again, and what they are answered. */
@NullMarked
package dev.grader.api.request;

import org.jspecify.annotations.NullMarked;
