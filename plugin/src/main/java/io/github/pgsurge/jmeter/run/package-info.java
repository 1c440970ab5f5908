/** One test on one JMeter engine: what its elements share, who records it, how it ends. */
package io.github.pgsurge.jmeter.run;
