@NullMarked
package dev.grader.api.security;

import org.jspecify.annotations.NullMarked;
