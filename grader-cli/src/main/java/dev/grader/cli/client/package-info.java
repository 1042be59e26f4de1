/** HTTP, tokens and problems of the API. */
@NullMarked
package dev.grader.cli.client;

import org.jspecify.annotations.NullMarked;
