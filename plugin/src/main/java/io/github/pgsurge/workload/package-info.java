/** The load itself: table, rows, ingest modes, updates, reads. Works on plain JDBC connections. */
package io.github.pgsurge.workload;
