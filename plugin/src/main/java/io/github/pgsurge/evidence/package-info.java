/**
 * What is known of a run beside its samples: figures as they are declared and as they were measured, their dimensions and
 * units, and the contract of whoever looks on at a run. Whoever measures something declares it in a block of its own package;
 * {@link io.github.pgsurge.evidence.Catalogue} collects the blocks.
 */
package io.github.pgsurge.evidence;
