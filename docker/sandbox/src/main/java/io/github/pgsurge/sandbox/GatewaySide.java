package io.github.pgsurge.sandbox;

import java.util.Locale;

/** What the connections of one of the two gateways go through. */
enum GatewaySide {
    /** Straight to PostgreSQL. */
    DIRECT,
    /** Through PgBouncer. */
    POOLED;

    /** As names of files and programs have it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The database role that only this gateway uses, so that its backends can be counted. */
    String role() {
        return "gateway_" + text();
    }

    int port(GatewaysOptions options) {
        return this == DIRECT ? options.directPort() : options.pooledPort();
    }

    /** The option that chooses its port. */
    String portOption() {
        return this == DIRECT ? GatewaysOptions.DIRECT_PORT : GatewaysOptions.POOLED_PORT;
    }
}
