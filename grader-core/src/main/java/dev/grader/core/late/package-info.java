/** Late policy as data and the ledger as a pure function. */
@NullMarked
package dev.grader.core.late;

import org.jspecify.annotations.NullMarked;
