/**
 * PgBouncer's own view: its admin console, read over the PostgreSQL v3 protocol, and what a run did to it, from deltas of its
 * totals and samples of its pools. Knows nothing of JMeter.
 */
package io.github.pgsurge.pgbouncer;
