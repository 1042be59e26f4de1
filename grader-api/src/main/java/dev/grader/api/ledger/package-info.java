/** What lateness costs, over a whole course. */
@NullMarked
package dev.grader.api.ledger;

import org.jspecify.annotations.NullMarked;
