/**
 * Connections to PostgreSQL that can never be too many: data sources and TLS, the arithmetic of the connection budget,
 * its reservation between runs, the guard that watches it while the load runs, and the pool.
 *
 * <p>Needs PostgreSQL 12 or newer. {@link io.github.pgsurge.connection.ConnectionManager} is the way in.
 */
package io.github.pgsurge.connection;
