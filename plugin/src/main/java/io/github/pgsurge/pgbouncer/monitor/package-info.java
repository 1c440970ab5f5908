/** What a run did to PgBouncer, from deltas of its totals and samples of its pools. */
package io.github.pgsurge.pgbouncer.monitor;
