package io.github.pgsurge.pgbouncer.lint;

import io.github.pgsurge.pgbouncer.lint.Configuration.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most server connections that one PgBouncer opens to one server, and how they come about. Immutable.
 *
 * @param pools without the reserve pools
 * @param total with them
 * @param explain each database's share, for people
 */
record PoolSum(String server, long pools, long total, String explain) {
    private static final int USER_POOLS = 23;
    private static final int SHOWN = 6;

    /**
     * Sums up: for each database its pools, no more than max_db_connections; and of each user's pools no more than
     * max_user_connections. The smaller of both sums is an upper bound, and is reached where only one of the limits acts.
     */
    static PoolSum of(Configuration configuration, Users users, String server, List<Member> databases) {
        long pools = 0;
        long total = 0;
        Map<Member, Long> poolsOfUser = new HashMap<>();
        Map<Member, Long> totalOfUser = new HashMap<>();
        List<String> shares = new ArrayList<>();
        for (Member database : databases) {
            List<Member> takers = takers(configuration, users, database);
            long poolsHere = 0;
            long totalHere = 0;
            for (Member user : takers) {
                long size = size(configuration, database, user);
                long withReserve = size + reserve(configuration, database, user);
                poolsHere += size;
                totalHere += withReserve;
                poolsOfUser.merge(user, size, Long::sum);
                totalOfUser.merge(user, withReserve, Long::sum);
            }
            long limit = limit(database.number("max_db_connections"), configuration.number("max_db_connections"));
            pools += Math.min(poolsHere, limit);
            total += Math.min(totalHere, limit);
            shares.add(share(database, takers.size(), totalHere, limit));
        }
        return new PoolSum(
                server,
                Math.min(pools, bounded(configuration, poolsOfUser)),
                Math.min(total, bounded(configuration, totalOfUser)),
                explain(shares));
    }

    /** Whether a user of a database gets no server connection, because its pool has no room for one. */
    static boolean isWithoutRoom(Configuration configuration, Users users, Member database) {
        return takers(configuration, users, database).stream()
                .anyMatch(user -> size(configuration, database, user) + reserve(configuration, database, user) == 0);
    }

    /** Whose pools a database has. Before 1.23 the user of its own entry is another than the one of [users]. */
    private static List<Member> takers(Configuration configuration, Users users, Member database) {
        return database.text("user")
                .map(name -> List.of(
                        configuration.version().isAtLeast(USER_POOLS)
                                ? configuration.user(name)
                                : new Member(name, database.place(), Map.of())))
                .orElseGet(() -> users.names().stream().map(configuration::user).toList());
    }

    private static long bounded(Configuration configuration, Map<Member, Long> ofUser) {
        return ofUser.entrySet().stream()
                .mapToLong(user -> Math.min(
                        user.getValue(),
                        limit(
                                user.getKey().number("max_user_connections"),
                                configuration.number("max_user_connections"))))
                .sum();
    }

    private static long size(Configuration configuration, Member database, Member user) {
        int ofUser = configuration.version().isAtLeast(USER_POOLS) ? user.number("pool_size") : -1;
        int ofDatabase = database.number("pool_size");
        int general = Math.max(0, configuration.number("default_pool_size"));
        return ofUser >= 0 ? ofUser : ofDatabase >= 0 ? ofDatabase : general;
    }

    private static long reserve(Configuration configuration, Member database, Member user) {
        if (configuration.seconds("reserve_pool_timeout") == 0) {
            return 0;
        }
        int ofUser = user.number("reserve_pool_size");
        int ofDatabase = database.number("reserve_pool_size", "reserve_pool");
        int general = Math.max(0, configuration.number("reserve_pool_size"));
        return ofUser >= 0 ? ofUser : ofDatabase >= 0 ? ofDatabase : general;
    }

    /** Its own limit, else the general one; 0 is no limit of its own, or none at all. */
    private static long limit(int own, int general) {
        int limit = own > 0 ? own : general;
        return limit > 0 ? limit : Long.MAX_VALUE;
    }

    private static String share(Member database, int users, long wanted, long limit) {
        String each = users == 1 ? "" : users + " users x " + wanted / users + " = ";
        return database.name() + " " + each + wanted + (limit < wanted ? ", max_db_connections " + limit : "");
    }

    private static String explain(List<String> shares) {
        return "pools with reserve: " + String.join("; ", shares.subList(0, Math.min(SHOWN, shares.size())))
                + (shares.size() > SHOWN ? "; " + (shares.size() - SHOWN) + " more databases" : "");
    }
}
