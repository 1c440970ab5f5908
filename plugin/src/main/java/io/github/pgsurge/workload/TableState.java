package io.github.pgsurge.workload;

/**
 * The load table as a run found or made it.
 *
 * @param name with the schema that it was found or made in
 * @param created whether this call created and seeded it
 * @param rowsBefore rows it holds, counted exactly after the seeding; another agent may be writing already
 * @param extended whether it has the columns status and score
 * @param marked whether pgsurge created it, this time or earlier: only then is it ever dropped
 */
public record TableState(TableName name, boolean created, long rowsBefore, boolean extended, boolean marked) {}
