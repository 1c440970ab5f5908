/** PgBouncer's admin console, over the PostgreSQL v3 protocol: its connection, its commands, what their answers say. */
package io.github.pgsurge.pgbouncer.console;
