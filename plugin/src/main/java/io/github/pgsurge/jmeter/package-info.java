/** Thin adapters between JMeter and the domain. Only these packages know JMeter. */
package io.github.pgsurge.jmeter;
