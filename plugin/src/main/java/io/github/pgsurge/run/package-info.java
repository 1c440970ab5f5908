/**
 * A run while it lasts: {@link io.github.pgsurge.run.LiveRun} takes the samples and has its observers look once a second (the
 * line on the terminal, rules that end a run, drift, the series of the endpoint).
 */
package io.github.pgsurge.run;
