/** Making people and tokens, and asking who one is. */
@NullMarked
package dev.grader.api.account;

import org.jspecify.annotations.NullMarked;
