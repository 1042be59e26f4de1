package dev.grader.api.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, which mends itself, from a mistake of ours, which does not. */
final class DatabaseOutage {
    /** Administrator shutdown, crash shutdown, cannot connect now, too many connections (PostgreSQL, appendix A). */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300");

    /** SQL standard: connection exception. */
    private static final String CONNECTION_CLASS = "08";

    /** The pool gives its timeouts no SQLSTATE: for a new connection, and for one that others hold. */
    private static final List<String> POOL_TIMEOUTS = List.of("Acquisition timeout", "Sorry, acquisition timeout");

    private DatabaseOutage() {}

    /** Looks through causes, and through what was suppressed: a failed commit hides the broken connection there. */
    static boolean isBehind(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        while (!open.isEmpty()) {
            Throwable next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof SQLException exception && isAway(exception)) {
                return true;
            }
            add(open, next.getCause());
            for (Throwable suppressed : next.getSuppressed()) {
                open.add(suppressed);
            }
        }
        return false;
    }

    private static boolean isAway(SQLException exception) {
        String state = exception.getSQLState() == null ? "" : exception.getSQLState();
        String message = exception.getMessage() == null ? "" : exception.getMessage();
        return exception instanceof SQLTransientConnectionException
                || exception instanceof SQLNonTransientConnectionException
                || exception instanceof SQLRecoverableException
                || state.startsWith(CONNECTION_CLASS)
                || AWAY.contains(state)
                || POOL_TIMEOUTS.stream().anyMatch(message::startsWith);
    }

    private static void add(Deque<Throwable> open, @Nullable Throwable cause) {
        if (cause != null) {
            open.add(cause);
        }
    }
}
