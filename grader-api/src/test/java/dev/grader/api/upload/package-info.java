@NullMarked
package dev.grader.api.upload;

import org.jspecify.annotations.NullMarked;
