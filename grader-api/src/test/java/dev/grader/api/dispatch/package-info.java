@NullMarked
package dev.grader.api.dispatch;

import org.jspecify.annotations.NullMarked;
