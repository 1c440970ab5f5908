/**
 * Thin adapters between JMeter and the domain: {@code vu} threads of users, {@code run} one test on one engine, {@code elements}
 * the elements, {@code gui} their forms; each uses only those before it. Only these packages and {@code cli} may use JMeter.
 */
package io.github.pgsurge.jmeter;
