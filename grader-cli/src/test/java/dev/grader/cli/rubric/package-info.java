@org.jspecify.annotations.NullMarked
package dev.grader.cli.rubric;
