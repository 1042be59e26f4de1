/** All arithmetic of grades and days, free of frameworks. */
@NullMarked
package dev.grader.core;

import org.jspecify.annotations.NullMarked;
