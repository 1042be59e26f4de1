@org.jspecify.annotations.NullMarked
package dev.grader.core.proof;
