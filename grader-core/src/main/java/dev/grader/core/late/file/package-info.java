/** Late policies and terms as files that people write. */
@NullMarked
package dev.grader.core.late.file;

import org.jspecify.annotations.NullMarked;
