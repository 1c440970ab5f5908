/**
 * A run while it lasts and what it leaves: {@link io.github.pgsurge.report.LiveRun} takes the samples and has its
 * {@link io.github.pgsurge.report.RunObserver}s look once a second (the line on the terminal, rules that end a run, drift, the
 * client's own state, the series of the endpoint); then the run directory, what stands in it, and the same on a terminal.
 *
 * <p>Histograms, slopes and the exposition itself are {@code metrics}, what a rule says is {@code verdict}.
 */
package io.github.pgsurge.report;
