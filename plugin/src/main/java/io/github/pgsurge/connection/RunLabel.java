package io.github.pgsurge.connection;

/**
 * Whose connections these are, as the server's {@code application_name} shows it. Immutable.
 *
 * @param runId the run's id
 * @param agent the JMeter engine's name
 */
public record RunLabel(String runId, String agent) {}
