/** pgsurge: load, pools, ledgers and verdicts for PostgreSQL and PgBouncer, inside Apache JMeter. */
package io.github.pgsurge;
