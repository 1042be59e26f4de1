/** Real parts and hand-made records for the tests of the queue. */
@NullMarked
package dev.grader.api.support;

import org.jspecify.annotations.NullMarked;
