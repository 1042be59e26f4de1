package dev.grader.worker.lease;

import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.lease.ActiveLease.Cancellation;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that run now. Safe for several threads. */
public final class ActiveLeases {
    private final Map<LeaseKey, ActiveLease> leases = new ConcurrentHashMap<>();

    /** Of the calling thread. */
    ActiveLease begin(LeaseKey key) {
        ActiveLease lease = new ActiveLease(Thread.currentThread());
        leases.put(key, lease);
        return lease;
    }

    void end(LeaseKey key) {
        leases.remove(key);
    }

    void cancelAll(Cancellation reason) {
        leases.values().forEach(lease -> lease.cancel(reason));
    }

    public Set<LeaseKey> keys() {
        return Set.copyOf(leases.keySet());
    }
}
