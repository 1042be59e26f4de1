@NullMarked
package dev.grader.api.sql;

import org.jspecify.annotations.NullMarked;
