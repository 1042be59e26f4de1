/** Who calls: tokens, the caller, and the roles. */
@NullMarked
package dev.grader.api.security;

import org.jspecify.annotations.NullMarked;
