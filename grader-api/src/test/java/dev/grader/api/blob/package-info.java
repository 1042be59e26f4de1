@NullMarked
package dev.grader.api.blob;

import org.jspecify.annotations.NullMarked;
