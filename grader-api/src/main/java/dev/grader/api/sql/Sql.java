package dev.grader.api.sql;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements on the connection of the transaction at hand, after writing out what entities of the same transaction
 * have changed, so that both see the same rows. Without a transaction every statement stands alone. A list is sent as {@code text[]}, to be
 * cast in the statement; an enum by its name.
 */
@Singleton
public class Sql {
    /** What PostgreSQL calls a second row where a unique index allows one. */
    private static final String UNIQUE_VIOLATION = "23505";

    /** More would fill the memory of large courses before the first is read; few results have as many. */
    private static final int ROWS_AT_ONCE = 5000;

    private final DataSource dataSource;
    private final EntityManager entities;
    private final TransactionSynchronizationRegistry transactions;

    Sql(DataSource dataSource, EntityManager entities, TransactionSynchronizationRegistry transactions) {
        this.dataSource = dataSource;
        this.entities = entities;
        this.transactions = transactions;
    }

    /** A statement failed. */
    public static final class StatementFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        StatementFailed(SQLException cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether a unique index refused the row; the transaction is then lost. */
        public boolean isUniqueViolation() {
            return getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState());
        }
    }

    /** Number of rows that were changed. */
    public int update(String statement, @Nullable Object... parameters) {
        return run(statement, parameters, PreparedStatement::executeUpdate);
    }

    /** All rows of a query, or of a statement with {@code RETURNING}. */
    public <T> List<T> list(String statement, Row.Reader<T> reader, @Nullable Object... parameters) {
        return run(statement, parameters, prepared -> {
            prepared.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet results = prepared.executeQuery()) {
                Row row = new Row(results);
                List<T> all = new ArrayList<>();
                while (results.next()) {
                    all.add(reader.read(row));
                }
                return all;
            }
        });
    }

    /** The first row of a query, or of a statement with {@code RETURNING}. */
    public <T> Optional<T> first(String statement, Row.Reader<T> reader, @Nullable Object... parameters) {
        return list(statement, reader, parameters).stream().findFirst();
    }

    /** Parameters of a statement that is written with one more where there is something to narrow it to. */
    public static @Nullable Object[] parameters(Optional<?> last, Object... first) {
        return Stream.concat(Arrays.stream(first), last.stream()).toArray();
    }

    /** A number that the statement gives in its column {@code n}. */
    public long count(String statement, @Nullable Object... parameters) {
        return first(statement, row -> row.number("n"), parameters).orElse(0L);
    }

    @FunctionalInterface
    private interface Execution<T> {
        T execute(PreparedStatement prepared) throws SQLException;
    }

    private <T> T run(String statement, @Nullable Object[] parameters, Execution<T> execution) {
        if (transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
            entities.flush();
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int index = 0; index < parameters.length; index++) {
                prepared.setObject(index + 1, toJdbc(connection, parameters[index]));
            }
            return execution.execute(prepared);
        } catch (SQLException exception) {
            throw new StatementFailed(exception);
        }
    }

    private static @Nullable Object toJdbc(Connection connection, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof List<?> list) {
            return connection.createArrayOf(
                    "text", list.stream().map(String::valueOf).toArray());
        }
        return value;
    }
}
