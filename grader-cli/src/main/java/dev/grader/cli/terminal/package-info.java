/** What people see: words, tables, colours, and none of them from students unchecked. */
@NullMarked
package dev.grader.cli.terminal;

import org.jspecify.annotations.NullMarked;
