/** Plain SQL in the transaction at hand, where a row is changed by compare-and-set. */
@NullMarked
package dev.grader.api.sql;

import org.jspecify.annotations.NullMarked;
