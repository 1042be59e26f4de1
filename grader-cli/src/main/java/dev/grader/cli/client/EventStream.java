package dev.grader.cli.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/** Server-sent events, read one by one. */
public final class EventStream implements AutoCloseable, Iterable<EventStream.Event> {
    private final Stream<String> lines;
    private final Iterator<String> source;

    EventStream(Stream<String> lines) {
        this.lines = lines;
        this.source = lines.iterator();
    }

    /**
     * One event.
     *
     * @param id empty when it has none
     */
    public record Event(String id, String name, String data) {}

    /**
     * Waits for the next event; empty at the end of the stream.
     */
    private Optional<Event> read() {
        String id = "";
        String name = "message";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        while (source.hasNext()) {
            String line = source.next();
            if (line.isEmpty()) {
                if (any) {
                    return Optional.of(new Event(id, name, data.toString()));
                }
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
            switch (field) {
                case "id" -> id = value;
                case "event" -> name = value;
                case "data" -> {
                    data.append(data.isEmpty() ? "" : "\n").append(value);
                    any = true;
                }
                default -> {
                    // comments (an empty field) and fields of later versions
                }
            }
        }
        return Optional.empty();
    }

    /** Waits for each event; throws {@link java.io.UncheckedIOException} when the connection breaks. */
    @Override
    public Iterator<Event> iterator() {
        return new Iterator<>() {
            private Optional<Event> next = Optional.empty();

            @Override
            public boolean hasNext() {
                if (next.isEmpty()) {
                    next = read();
                }
                return next.isPresent();
            }

            @Override
            public Event next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the stream has ended");
                }
                Event event = next.orElseThrow();
                next = Optional.empty();
                return event;
            }
        };
    }

    @Override
    public void close() {
        lines.close();
    }
}
