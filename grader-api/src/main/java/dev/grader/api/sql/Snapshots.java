package dev.grader.api.sql;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Transactions that see the database as it was at one moment. Elsewhere every statement sees what others have committed by then: what
 * is put together from several may be half of before a change, and half of after it.
 */
@Singleton
public class Snapshots {
    /** Somebody has changed a row that is to be written, or each waits for the other. */
    private static final Set<String> MEANWHILE = Set.of("40001", "40P01");

    private static final int TRIES = 5;

    private final Sql sql;

    Snapshots(Sql sql) {
        this.sql = sql;
    }

    /** Lets the transaction see nothing that is committed later. Nothing was read or written in it before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take() {
        sql.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    }

    /**
     * What comes of something that may write and of which nothing stays, in a transaction of its own. Where somebody else changes what
     * it writes, it is done again.
     */
    public <T> T tried(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            QuarkusTransaction.begin();
            try {
                take();
                return work.get();
            } catch (RuntimeException failure) {
                if (!isMeanwhile(failure)) {
                    throw failure;
                }
                if (tries == TRIES) {
                    throw new ProblemException(
                            Problem.CONFLICT, "Others are changing the same just now. Wait a moment, and try again.");
                }
            } finally {
                QuarkusTransaction.rollback();
            }
        }
    }

    private static boolean isMeanwhile(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && MEANWHILE.contains(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
