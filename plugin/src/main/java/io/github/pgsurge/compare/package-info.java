/** Runs beside each other. Knows nothing of JMeter. */
package io.github.pgsurge.compare;
