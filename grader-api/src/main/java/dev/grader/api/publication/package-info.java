/** What students have been told, and what has changed since. */
@NullMarked
package dev.grader.api.publication;

import org.jspecify.annotations.NullMarked;
