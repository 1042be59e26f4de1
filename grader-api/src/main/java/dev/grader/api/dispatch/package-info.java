/** From the outbox to the broker: a message says that there is work, and nothing rests on its arrival. */
@NullMarked
package dev.grader.api.dispatch;

import org.jspecify.annotations.NullMarked;
