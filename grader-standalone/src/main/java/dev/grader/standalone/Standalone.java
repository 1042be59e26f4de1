package dev.grader.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts that run in this process, in the order in which they were started. */
final class Standalone implements AutoCloseable {
    /** What can be started. */
    enum Kind {
        DATABASE,
        BROKER
    }

    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;

    private Standalone() {}

    /** Starts the parts of a folder; if one does not start, those before it are stopped again. */
    static Standalone start(Path folder, Set<Kind> kinds) throws IOException, SQLException {
        Standalone standalone = new Standalone();
        try {
            PrivateFiles.folder(folder);
            for (Kind kind : EnumSet.copyOf(kinds)) {
                Part part = switch (kind) {
                    case DATABASE -> EmbeddedDatabase.start(folder.resolve("database"));
                    case BROKER -> EmbeddedBroker.start(folder.resolve("broker"));
                };
                standalone.parts.add(part);
                PrivateFiles.write(folder.resolve(part.name() + ".url"), part.url() + "\n");
            }
        } catch (IOException | SQLException | RuntimeException e) {
            standalone.close();
            throw e;
        }
        return standalone;
    }

    /** One line of JSON: the address of each part, by its name. */
    String addresses() {
        // an address holds only letters, digits and the signs of a URL, so nothing needs escaping
        return parts.stream()
                .map(part -> "\"%s\":\"%s\"".formatted(part.name(), part.url()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    String url(Kind kind) {
        return parts.stream()
                .filter(part -> Kind.valueOf(part.name().toUpperCase(Locale.ROOT)) == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(kind + " does not run in this process"))
                .url();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        Iterator<Part> lastFirst = parts.descendingIterator();
        while (lastFirst.hasNext()) {
            lastFirst.next().close();
        }
    }
}
