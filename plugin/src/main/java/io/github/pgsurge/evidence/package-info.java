/**
 * What is known of a run beside its samples: figures as they are declared and as they were measured, their dimensions and
 * units, and the contract of whoever looks on at a run. Stateless values; who measures something declares it here.
 */
package io.github.pgsurge.evidence;
