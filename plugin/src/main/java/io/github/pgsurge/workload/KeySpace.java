package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ids that exist, in ascending order, at most {@value #MAX_IDS} of them (8 MB): all of a smaller table, of a larger
 * one a random sample of rows. One for all threads of an agent.
 *
 * <p>Thread safe: readers see an immutable snapshot and never wait; one thread at a time replaces it.
 */
public final class KeySpace {
    /** How many ids are held. */
    public static final int MAX_IDS = 1_000_000;

    private static final int FETCH_ROWS = 10_000;
    private static final int REFRESH_ROWS = 10_000;
    private static final long REFRESH_NANOS = 1_000_000_000L;

    private final TableName table;
    private final int maxIds;
    private final AtomicLong refreshedAt = new AtomicLong(System.nanoTime());
    private volatile long[] ids;

    private KeySpace(TableName table, int maxIds, long[] ids) {
        this.table = table;
        this.maxIds = maxIds;
        this.ids = ids;
    }

    /** Reads the ids, before the load. */
    public static KeySpace load(Connection connection, TableName table) throws SQLException {
        return load(connection, table, MAX_IDS);
    }

    static KeySpace load(Connection connection, TableName table, int maxIds) throws SQLException {
        String from = " FROM " + table.quoted();
        // a cursor, without which pgjdbc holds all rows at once, lives in a transaction
        try (Transaction transaction = Transaction.begin(connection);
                Statement statement = connection.createStatement()) {
            long rows;
            try (ResultSet r = statement.executeQuery("SELECT count(*)" + from)) {
                r.next();
                rows = r.getLong(1);
            }
            if (rows > maxIds) {
                // row by row: SYSTEM would take whole pages and so make the load's working set smaller than it is;
                // a little under the maximum, since the sample's size varies
                from += " TABLESAMPLE BERNOULLI (" + 97.0 * maxIds / rows + ") REPEATABLE (1)";
            }
            statement.setFetchSize(FETCH_ROWS);
            long[] ids = new long[(int) Math.min(rows, maxIds)];
            int count = 0;
            try (ResultSet r = statement.executeQuery("SELECT id" + from + " LIMIT " + maxIds)) {
                while (r.next()) {
                    if (count == ids.length) {
                        ids = Arrays.copyOf(ids, Math.min(maxIds, count + FETCH_ROWS));
                    }
                    ids[count++] = r.getLong(1);
                }
            }
            transaction.commit();
            ids = Arrays.copyOf(ids, count);
            Arrays.sort(ids);
            return new KeySpace(table, maxIds, ids);
        }
    }

    /** How many ids are known. */
    public int size() {
        return ids.length;
    }

    /** One id; there must be one. */
    public long choose(KeyDistribution distribution, SplittableRandom random) {
        long[] known = ids;
        return known[distribution.choose(random, known.length)];
    }

    /**
     * Distinct ids in ascending order, in which updates of several clients lock rows without waiting for each other in a
     * circle.
     *
     * @param howMany at most so many; all there are when there are fewer
     */
    public long[] choose(KeyDistribution distribution, SplittableRandom random, int howMany) {
        long[] known = ids;
        int[] places = new int[Math.min(howMany, known.length)];
        DistinctPlaces distinct = new DistinctPlaces(places.length, known.length);
        for (int i = 0; i < places.length; i++) {
            places[i] = distinct.add(() -> distribution.choose(random, known.length));
        }
        Arrays.sort(places);
        return Arrays.stream(places).mapToLong(place -> known[place]).toArray();
    }

    /**
     * Learns the newest 10,000 of the ids inserted since, if the last time was a second ago or more and no other thread
     * is at it. For {@link KeyDistribution#followsInserts}; outside every clock. At the maximum the oldest ids are
     * forgotten.
     *
     * @return whether this call asked the database
     */
    public boolean refresh(Connection connection) throws SQLException {
        long now = System.nanoTime();
        long last = refreshedAt.get();
        // the exchange makes one thread the owner for this second; the next second is far off compared with the query
        if (now - last < REFRESH_NANOS || !refreshedAt.compareAndSet(last, now)) {
            return false;
        }
        addNewer(connection);
        return true;
    }

    private synchronized void addNewer(Connection connection) throws SQLException {
        long[] known = ids;
        long newest = known.length == 0 ? Long.MIN_VALUE : known[known.length - 1];
        long[] newer = new long[REFRESH_ROWS];
        int count = 0;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id FROM " + table.quoted() + " WHERE id > ? ORDER BY id DESC LIMIT " + REFRESH_ROWS)) {
            statement.setLong(1, newest);
            try (ResultSet r = statement.executeQuery()) {
                while (r.next()) {
                    newer[count++] = r.getLong(1);
                }
            }
        }
        if (count > 0) {
            int kept = Math.min(known.length, maxIds - count);
            long[] grown = Arrays.copyOfRange(known, known.length - kept, known.length + count);
            for (int i = 0; i < count; i++) {
                grown[kept + i] = newer[count - 1 - i];
            }
            ids = grown;
        }
    }
}
