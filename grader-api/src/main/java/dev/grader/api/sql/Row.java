package dev.grader.api.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row at hand of a result. A column that is null where none may be is a bug, and fails. */
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    public String text(String column) throws SQLException {
        return Objects.requireNonNull(results.getString(column), column);
    }

    public @Nullable String textOrNull(String column) throws SQLException {
        return results.getString(column);
    }

    public int integer(String column) throws SQLException {
        return results.getInt(column);
    }

    public long number(String column) throws SQLException {
        return results.getLong(column);
    }

    public @Nullable Long numberOrNull(String column) throws SQLException {
        long value = results.getLong(column);
        return results.wasNull() ? null : value;
    }

    public double real(String column) throws SQLException {
        return results.getDouble(column);
    }

    public boolean flag(String column) throws SQLException {
        return results.getBoolean(column);
    }

    public UUID uuid(String column) throws SQLException {
        return Objects.requireNonNull(results.getObject(column, UUID.class), column);
    }

    public @Nullable UUID uuidOrNull(String column) throws SQLException {
        return results.getObject(column, UUID.class);
    }

    public Instant instant(String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(column), column);
    }

    public @Nullable Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime value = results.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public <E extends Enum<E>> E constant(Class<E> type, String column) throws SQLException {
        return Enum.valueOf(type, text(column));
    }
}
