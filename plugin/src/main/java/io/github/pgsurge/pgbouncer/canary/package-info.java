/** Proof that each client of a pooler gets its own answers and keeps its own session. */
package io.github.pgsurge.pgbouncer.canary;
