/**
 * What a run leaves: the run directory, run.json and its reader, and the summary on a terminal. Nothing runs here, so that
 * {@code pgsurge report} makes the same again from the files alone.
 */
package io.github.pgsurge.report;
