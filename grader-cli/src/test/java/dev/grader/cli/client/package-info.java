@NullMarked
package dev.grader.cli.client;

import org.jspecify.annotations.NullMarked;
