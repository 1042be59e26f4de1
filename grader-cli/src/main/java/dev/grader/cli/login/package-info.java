/** Who uses the command line. */
@NullMarked
package dev.grader.cli.login;

import org.jspecify.annotations.NullMarked;
