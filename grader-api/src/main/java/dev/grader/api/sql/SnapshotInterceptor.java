package dev.grader.api.sql;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Takes the snapshot once the transaction has begun, before anything else is done in it. */
@Snapshot
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + SnapshotInterceptor.AFTER_TRANSACTIONS)
class SnapshotInterceptor {
    /** Those that begin transactions have 200. */
    static final int AFTER_TRANSACTIONS = 300;

    private final Snapshots snapshots;

    SnapshotInterceptor(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @AroundInvoke
    Object inSnapshot(InvocationContext context) throws Exception {
        snapshots.take();
        return context.proceed();
    }
}
