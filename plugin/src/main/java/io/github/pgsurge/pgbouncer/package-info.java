/** PgBouncer's own view: its admin console, read over the PostgreSQL v3 protocol. Knows nothing of JMeter. */
package io.github.pgsurge.pgbouncer;
