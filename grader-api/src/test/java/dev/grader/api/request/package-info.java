@NullMarked
package dev.grader.api.request;

import org.jspecify.annotations.NullMarked;
