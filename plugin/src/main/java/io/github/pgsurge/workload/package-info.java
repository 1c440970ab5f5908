/**
 * What is written to and read from the database: the load table, the rows, the ways to insert them, the choice of keys,
 * updates and reads. It is given a {@link java.sql.Connection} and knows nothing of pools.
 */
package io.github.pgsurge.workload;
