/** The {@code pgsurge} commands. They start JMeter as a process of its own, as a user would. */
package io.github.pgsurge.cli;
