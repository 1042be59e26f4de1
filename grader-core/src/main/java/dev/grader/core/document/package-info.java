/** Files that people write, such as policies and schemes: read, checked by a schema, answered with places. */
@NullMarked
package dev.grader.core.document;

import org.jspecify.annotations.NullMarked;
