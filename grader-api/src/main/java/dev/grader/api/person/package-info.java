/** People and the tokens that they log in with. */
@NullMarked
package dev.grader.api.person;

import org.jspecify.annotations.NullMarked;
