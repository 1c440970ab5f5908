/** What works through a pooler, and what to do about the rest. */
package io.github.pgsurge.pgbouncer.compatibility;
