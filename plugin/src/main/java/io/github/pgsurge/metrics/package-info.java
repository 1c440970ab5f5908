/**
 * What was measured: from one sample to the mergeable snapshot of a run.
 *
 * <p>Times are nanoseconds held in HdrHistograms. {@link io.github.pgsurge.metrics.RunRecording} is the only mutable
 * owner of a run's figures; everything that leaves it is immutable and serializable.
 */
package io.github.pgsurge.metrics;
