/**
 * What pgsurge knows of PgBouncer. {@code console} speaks to it; {@code monitor}, {@code compatibility}, {@code lint} and
 * {@code canary} build on that, in this order.
 */
package io.github.pgsurge.pgbouncer;
