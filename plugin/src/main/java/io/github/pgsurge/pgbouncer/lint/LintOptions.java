package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.console.PgbouncerVersion;
import java.util.OptionalInt;

/**
 * What is known besides the file. Immutable.
 *
 * @param version of the PgBouncer that is to read it
 * @param maxConnections PostgreSQL's {@code max_connections}; empty leaves the comparison out
 * @param reserved its {@code reserved_connections}, 0 or more
 * @param replicas PgBouncer processes with this file, before the same server, 1 or more
 * @param clients clients at a time, over all replicas; empty when that is not known
 */
public record LintOptions(
        PgbouncerVersion version, OptionalInt maxConnections, int reserved, int replicas, OptionalInt clients) {
    /** A count of one process, over all; the largest number when it is larger. */
    long overReplicas(long each) {
        return each > Long.MAX_VALUE / replicas ? Long.MAX_VALUE : each * replicas;
    }

    /** The newest version known, one replica, nothing else. */
    public static LintOptions defaults() {
        return new LintOptions(ParameterTable.NEWEST, OptionalInt.empty(), 0, 1, OptionalInt.empty());
    }

    /** The same for another version. */
    public LintOptions withVersion(PgbouncerVersion other) {
        return new LintOptions(other, maxConnections, reserved, replicas, clients);
    }

    /** The same against a server with so many connections, and so many of them reserved. */
    public LintOptions withServer(int most, int reservedConnections) {
        return new LintOptions(version, OptionalInt.of(most), reservedConnections, replicas, clients);
    }

    /** The same with so many processes. */
    public LintOptions withReplicas(int processes) {
        return new LintOptions(version, maxConnections, reserved, processes, clients);
    }

    /** The same with so many clients. */
    public LintOptions withClients(int atATime) {
        return new LintOptions(version, maxConnections, reserved, replicas, OptionalInt.of(atATime));
    }
}
