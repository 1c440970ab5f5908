/** How a run is turned away, the exit codes of every command, and what a user may have meant by a name that is unknown. */
package io.github.pgsurge.outcome;
