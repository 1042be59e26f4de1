@NullMarked
package dev.grader.api.bulk;

import org.jspecify.annotations.NullMarked;
