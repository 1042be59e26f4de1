@NullMarked
package dev.grader.api.member;

import org.jspecify.annotations.NullMarked;
