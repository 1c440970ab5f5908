/**
 * What is wrong with a pgbouncer.ini, before PgBouncer says so or, worse, doesn't: names and values by version, capacity
 * against PostgreSQL's slots, pool modes, timeouts, authentication. {@link io.github.pgsurge.pgbouncer.lint.Lint} is the way
 * in; a new rule is a class and a line in it.
 */
package io.github.pgsurge.pgbouncer.lint;
