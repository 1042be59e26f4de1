package dev.grader.api.sql;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs statements, and counts those of each thread. */
@Mock
@Singleton
public class CountedSql extends Sql {
    private final ThreadLocal<AtomicLong> statements = ThreadLocal.withInitial(AtomicLong::new);

    CountedSql(DataSource dataSource, EntityManager entities, TransactionSynchronizationRegistry transactions) {
        super(dataSource, entities, transactions);
    }

    /** How many statements this thread has run by now. */
    public long statements() {
        return statements.get().get();
    }

    @Override
    public int update(String statement, @Nullable Object... parameters) {
        statements.get().incrementAndGet();
        return super.update(statement, parameters);
    }

    @Override
    public <T> List<T> list(String statement, Row.Reader<T> reader, @Nullable Object... parameters) {
        statements.get().incrementAndGet();
        return super.list(statement, reader, parameters);
    }
}
