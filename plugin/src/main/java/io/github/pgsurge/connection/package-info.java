/**
 * Connections to PostgreSQL that can never be too many: the arithmetic of the budget, its reservation between
 * runs, the guard that watches it while the load runs, the pool, and the look at a pooler in between.
 *
 * <p>Needs PostgreSQL 12 or newer. {@link io.github.pgsurge.connection.ConnectionManager} is the way in.
 */
package io.github.pgsurge.connection;
