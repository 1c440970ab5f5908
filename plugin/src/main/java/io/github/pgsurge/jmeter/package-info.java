/** Thin adapters between JMeter and the domain: elements, their GUIs, the settings function. The only package that knows JMeter. */
package io.github.pgsurge.jmeter;
