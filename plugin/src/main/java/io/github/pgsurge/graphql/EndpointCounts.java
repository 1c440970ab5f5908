package io.github.pgsurge.graphql;

/**
 * What an endpoint counted since it was opened.
 *
 * @param logins logins sent, the first and the failed ones included
 * @param refreshes logins that replaced a token
 * @param failedLogins logins that brought no token
 * @param persistedHits hashes the server knew
 * @param persistedMisses hashes it asked the document for
 * @param connections connections opened, those of logins included
 * @param staleRetries queries sent again because the server had closed the connection while it was idle
 */
public record EndpointCounts(
        long logins,
        long refreshes,
        long failedLogins,
        long persistedHits,
        long persistedMisses,
        long connections,
        long staleRetries) {}
