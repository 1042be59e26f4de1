package dev.grader.api.term;

import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Lets changes and publications of one course come one after the other. */
@Singleton
public class CourseLock {
    private final Sql sql;
    private final EntityManager entities;

    CourseLock(Sql sql, EntityManager entities) {
        this.sql = sql;
        this.entities = entities;
    }

    /** Makes others wait until this transaction ends. What was read before is forgotten: somebody else may have changed it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(long courseId) {
        sql.count("SELECT 1 AS n FROM course WHERE id = ? FOR NO KEY UPDATE", courseId);
        entities.clear();
    }

    /** Waits for changes and publications under way, and makes them wait until this transaction ends; others may do the same. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void share(long courseId) {
        sql.count("SELECT 1 AS n FROM course WHERE id = ? FOR SHARE", courseId);
        entities.clear();
    }
}
