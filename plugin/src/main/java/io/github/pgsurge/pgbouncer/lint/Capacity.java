package io.github.pgsurge.pgbouncer.lint;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server connections that may come to be, against what the server takes. Pools are per user <em>and</em> database; the
 * sum is made for each server that databases name, and PostgreSQL's limit is held against the largest.
 */
final class Capacity implements LintRule {
    private static final String ID = "capacity";
    private static final int SUPERUSER_RESERVED = 3;

    @Override
    public void check(Configuration configuration, LintOptions options, LintFindings findings) {
        Users users = Users.of(configuration);
        withoutRoom(configuration, users, findings);
        Map<String, List<Configuration.Member>> servers =
                configuration.databases().stream().collect(Collectors.groupingBy(Capacity::server));
        PoolSum largest = servers.entrySet().stream()
                .map(server -> PoolSum.of(configuration, users, server.getKey(), server.getValue()))
                .max(Comparator.comparingLong(PoolSum::total))
                .orElse(null);
        if (largest == null) {
            return;
        }
        if (options.maxConnections().isEmpty()) {
            findings.info(
                    configuration.place("default_pool_size"),
                    ID,
                    "up to " + times(largest.total(), options) + " server connections to " + largest.server() + " ("
                            + largest.explain() + ")",
                    "give --postgres-max-connections, and --replicas, to have that compared");
        } else {
            compare(configuration, options, largest, findings);
        }
        unknown(configuration, users, findings);
    }

    private static void withoutRoom(Configuration configuration, Users users, LintFindings findings) {
        for (Configuration.Member database : configuration.databases()) {
            if (PoolSum.isWithoutRoom(configuration, users, database)) {
                findings.error(
                        database.place(),
                        "no-room",
                        "a pool of database " + database.name() + " has room for no server connection: its clients wait"
                                + " in vain",
                        "default_pool_size, or a pool_size of its own, of 1 or more");
            }
        }
    }

    private static String server(Configuration.Member database) {
        return database.text("host").orElse("the local Unix socket") + ":"
                + database.text("port").orElse("5432");
    }

    private static String times(long connections, LintOptions options) {
        return options.replicas() == 1
                ? Long.toString(connections)
                : connections + " x " + options.replicas() + " replicas = " + options.overReplicas(connections);
    }

    private static void compare(Configuration configuration, LintOptions options, PoolSum sum, LintFindings findings) {
        int most = options.maxConnections().getAsInt();
        int usable = most - SUPERUSER_RESERVED - options.reserved();
        long wanted = options.overReplicas(sum.total());
        long pools = options.overReplicas(sum.pools());
        String slots = usable + " usable of max_connections " + most + ": - " + SUPERUSER_RESERVED
                + " superuser_reserved_connections - " + options.reserved() + " reserved_connections";
        String arithmetic = times(sum.total(), options)
                + (wanted > most ? " > " + most : wanted > usable ? " > " + usable : " of " + usable) + " (" + slots
                + "); " + sum.explain();
        Place place = configuration.place("default_pool_size");
        String remedy = "pool sizes that come to " + Math.max(1, usable / options.replicas())
                + " or less, or max_db_connections and max_user_connections";
        if (wanted <= usable) {
            findings.info(place, ID, "server connections to " + sum.server() + ": " + arithmetic, "");
        } else if (pools > usable) {
            findings.error(
                    place,
                    ID,
                    "more server connections than " + sum.server() + " takes: " + arithmetic
                            + "; whoever comes last gets 53300",
                    remedy);
        } else {
            findings.warning(
                    place,
                    ID,
                    "with the reserve pools more server connections than " + sum.server() + " takes: " + arithmetic,
                    remedy);
        }
    }

    private static void unknown(Configuration configuration, Users users, LintFindings findings) {
        boolean anyDatabase = configuration.databases().stream()
                .anyMatch(database -> database.name().equals(Configuration.ANY_DATABASE));
        if (anyDatabase) {
            findings.info(
                    configuration.databases().stream()
                            .filter(database -> database.name().equals(Configuration.ANY_DATABASE))
                            .findFirst()
                            .orElseThrow()
                            .place(),
                    ID,
                    "* stands for any number of databases, each with pools of its own: the sum counts one",
                    "max_user_connections bounds them all");
        }
        boolean anyUser = configuration.databases().stream()
                .anyMatch(database -> database.text("user").isEmpty());
        if (!users.known() && anyUser) {
            findings.info(
                    configuration.place("auth_query"),
                    ID,
                    "the number of users is not known (" + users.why() + "): the sum counts "
                            + users.names().size() + " for each database, and is a least",
                    "max_db_connections bounds a database whatever its users");
        }
    }
}
