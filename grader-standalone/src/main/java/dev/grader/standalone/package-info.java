/** Embedded PostgreSQL and AMQP broker, so that one machine needs neither installed. */
@NullMarked
package dev.grader.standalone;

import org.jspecify.annotations.NullMarked;
