package io.github.pgsurge.graphql;

import java.util.concurrent.atomic.LongAdder;

/** The running counts of one endpoint. Thread safe. */
final class EndpointMetrics {
    final LongAdder logins = new LongAdder();
    final LongAdder refreshes = new LongAdder();
    final LongAdder failedLogins = new LongAdder();
    final LongAdder persistedHits = new LongAdder();
    final LongAdder persistedMisses = new LongAdder();
    final LongAdder connections = new LongAdder();
    final LongAdder staleRetries = new LongAdder();

    EndpointCounts snapshot() {
        return new EndpointCounts(
                logins.sum(),
                refreshes.sum(),
                failedLogins.sum(),
                persistedHits.sum(),
                persistedMisses.sum(),
                connections.sum(),
                staleRetries.sum());
    }
}
