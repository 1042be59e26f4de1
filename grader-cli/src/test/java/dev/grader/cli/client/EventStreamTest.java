package dev.grader.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.client.EventStream.Event;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    @Test
    void eventsAreReadWithIdNameAndData() {
        assertThat(read("id: 7", "event: progress", "data: {\"a\":1}", "", "data:x", "data: y", ""))
                .containsExactly(new Event("7", "progress", "{\"a\":1}"), new Event("", "message", "x\ny"));
    }

    @Test
    void commentsThatKeepTheLineOpenAreNoEvents() {
        assertThat(read(": heartbeat", "", ":", "", "event: end", "data: {}", ""))
                .containsExactly(new Event("", "end", "{}"));
    }

    @Test
    void anEventThatWasCutOffIsNotHandedOut() {
        assertThat(read("event: end", "data: {\"half\":")).isEmpty();
    }

    private static List<Event> read(String... lines) {
        try (EventStream events = new EventStream(Stream.of(lines))) {
            return Stream.iterate(events.iterator(), iterator -> iterator)
                    .takeWhile(iterator -> iterator.hasNext())
                    .map(iterator -> iterator.next())
                    .toList();
        }
    }
}
