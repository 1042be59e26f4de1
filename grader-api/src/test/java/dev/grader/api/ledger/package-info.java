@NullMarked
package dev.grader.api.ledger;

import org.jspecify.annotations.NullMarked;
