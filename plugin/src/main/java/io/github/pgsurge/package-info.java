/** pgsurge: load, pools and verdicts for PostgreSQL and PgBouncer, inside Apache JMeter. */
package io.github.pgsurge;
