/** SHA-256, in lower-case hexadecimal everywhere. */
@NullMarked
package dev.grader.api.digest;

import org.jspecify.annotations.NullMarked;
