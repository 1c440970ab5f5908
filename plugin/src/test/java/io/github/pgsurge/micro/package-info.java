/** JMH benchmarks of what runs for every sample or row; {@code scripts/bench micro} runs them. */
package io.github.pgsurge.micro;
