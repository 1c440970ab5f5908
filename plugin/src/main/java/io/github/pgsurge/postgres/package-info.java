/**
 * What PostgreSQL itself says of a run: activity, waits, WAL, blocks, checkpoints, CPU, settings; read on one connection
 * beside the load, from the statistics views of PostgreSQL 12 to 18, whose columns are probed.
 */
package io.github.pgsurge.postgres;
