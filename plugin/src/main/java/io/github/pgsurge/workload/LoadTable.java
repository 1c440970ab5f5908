package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.copy.CopyIn;

/**
 * The table that the load goes to: made and seeded when absent, used again when pgsurge made it earlier, and otherwise
 * left alone. Creating, seeding and marking are one transaction under an advisory lock, so that it happens once whatever
 * the number of agents, a crash leaves nothing half done, and it works through a transaction pooler.
 *
 * <p>Immutable and thread safe; each call uses the connection it is given.
 *
 * @param name the table
 * @param extended whether status and score are wanted
 * @param existing what to do with a table that pgsurge did not create
 * @param seedRows rows of a new table, 0 or more
 * @param seed of the rows' values
 * @param run the run id that seed rows carry, with {@link RowIdentity#SEED_WORKER} as the worker
 * @param dataBytes size of {@code data} in seed rows
 */
public record LoadTable(
        TableName name, boolean extended, ExistingTable existing, long seedRows, long seed, String run, int dataBytes) {
    private static final int SEED_BATCH = 1_000;
    private static final int SEED_CHUNK_BYTES = 1 << 20;

    /**
     * Makes sure that the table is there, and counts its rows.
     *
     * @throws Rejection when it is not pgsurge's or does not fit, when its schema is missing or the user may not use it
     * @throws SQLException for everything else; nothing was created then
     */
    public TableState ensure(Connection connection, SeedProgress progress) throws SQLException, Rejection {
        if (seedRows < 0) {
            throw Rejection.usage("seed rows: " + seedRows + " is below 0");
        }
        try {
            TableInspection found;
            boolean created = false;
            try (Transaction transaction = Transaction.begin(connection)) {
                TableName resolved = lock(connection);
                Optional<TableInspection> before = TableInspection.of(connection, resolved);
                if (before.isEmpty()) {
                    create(connection, resolved, progress);
                    created = true;
                }
                found = before.isPresent()
                        ? before.get()
                        : TableInspection.of(connection, resolved).orElseThrow();
                require(found);
                transaction.commit();
            }
            return new TableState(
                    found.name(), created, count(connection, found.name()), found.extended(), found.marked());
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    /**
     * Drops the table if pgsurge created it.
     *
     * @return whether it did; false when it is absent or somebody else's
     */
    public boolean drop(Connection connection) throws SQLException, Rejection {
        try (Transaction transaction = Transaction.begin(connection)) {
            TableName resolved = lock(connection);
            Optional<TableInspection> found = TableInspection.of(connection, resolved);
            boolean ours = found.isPresent()
                    && found.get().marked()
                    && found.get().notATable().isEmpty();
            if (ours) {
                execute(connection, "DROP TABLE " + resolved.quoted());
            }
            transaction.commit();
            return ours;
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    private TableName lock(Connection connection) throws SQLException, Rejection {
        // what another agent committed while this one waited for the lock must be seen
        execute(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        // another agent may be seeding for longer than a statement of the load may take
        execute(connection, "SET LOCAL statement_timeout = 0");
        execute(connection, "SET LOCAL lock_timeout = 0");
        TableLock key = TableLock.of(connection, name);
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            statement.setLong(1, key.setUp());
            statement.execute();
        }
        return key.table();
    }

    private void create(Connection connection, TableName table, SeedProgress progress) throws SQLException, Rejection {
        execute(connection, TableSchema.createTable(table, extended));
        if (seedRows > 0) {
            seed(connection, table, progress);
        }
        for (String index : TableSchema.createIndexes(table, extended)) {
            execute(connection, index);
        }
        execute(connection, TableSchema.markComment(table, seedRows));
        execute(connection, "ANALYZE " + table.quoted());
    }

    private void seed(Connection connection, TableName table, SeedProgress progress) throws SQLException, Rejection {
        RowGenerator generator = new RowGenerator(seed, run, RowIdentity.SEED_WORKER, dataBytes);
        int batchRows = Math.max(1, Math.min(SEED_BATCH, SEED_CHUNK_BYTES / (dataBytes + 1)));
        RowBatch batch = new RowBatch();
        WireBuffer out = new WireBuffer();
        CopyIn copy = CopyIngest.begin(connection, TableSchema.copySeed(table, extended));
        try {
            CopyBinaryRows.begin(out);
            long reported = 0;
            while (generator.nextSequence() < seedRows) {
                long first = generator.nextSequence();
                generator.fill(batch, (int) Math.min(batchRows, seedRows - first));
                if (extended) {
                    CopyBinaryRows.extendedRows(batch, first, out);
                } else {
                    CopyBinaryRows.rows(batch, out);
                }
                copy.writeToCopy(out.bytes(), 0, out.length());
                out.clear();
                long done = generator.nextSequence();
                if (done - reported >= SEED_BATCH || done == seedRows) {
                    progress.seeded(done, seedRows);
                    reported = done;
                }
            }
            CopyBinaryRows.end(out);
            copy.writeToCopy(out.bytes(), 0, out.length());
            copy.endCopy();
        } catch (SQLException | RuntimeException e) {
            CopyIngest.abandon(copy, e);
            throw e;
        }
    }

    private void require(TableInspection found) throws Rejection {
        String table = Setting.TABLE_NAME + ": " + found.name();
        Optional<String> notATable = found.notATable();
        if (notATable.isPresent()) {
            throw Rejection.usage(table + " is " + notATable.get() + ", not a plain table; choose another name");
        }
        if (!found.marked() && existing != ExistingTable.USE) {
            throw Rejection.usage(table + " exists and was not created by pgsurge, so it is left untouched;"
                    + " choose another name, or set " + Setting.TABLE_EXISTING + "=" + ExistingTable.USE
                    + " if it may be written to");
        }
        if (!found.privileged()) {
            throw Rejection.usage(table + " exists but this user may not SELECT, INSERT and UPDATE it; grant that");
        }
        if (!found.flaws(false).isEmpty()) {
            throw Rejection.usage(table + " does not fit: " + String.join("; ", found.flaws(false)));
        }
        if (extended && !found.extended()) {
            throw Rejection.usage(table + " does not fit " + Setting.TABLE_EXTENDED + "=true: "
                    + String.join("; ", found.flaws(true))
                    + (found.marked()
                            ? "; run once with " + Setting.CLEANUP + "=true (or drop it) to have it made anew, or set "
                                    + Setting.TABLE_EXTENDED + "=false"
                            : "; set " + Setting.TABLE_EXTENDED + "=false, or choose another name"));
        }
    }

    private Rejection explained(SQLException e) throws SQLException {
        String table = Setting.TABLE_NAME + ": " + name;
        String said = e.getMessage().lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
        String advice =
                switch (String.valueOf(e.getSQLState())) {
                    case "42501" -> "the user lacks a privilege; grant it, or choose another schema or table";
                    case "3F000" -> "create the schema, or choose another";
                    case "42P07" ->
                        "an object of a name that the load table needs is there already; choose another name";
                    case "25006" -> "the server is read-only; point the load at a primary";
                    default -> throw e;
                };
        return Rejection.usage(table + " can't be made ready: " + said + " (" + e.getSQLState() + "); " + advice, e);
    }

    private static long count(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet r = statement.executeQuery("SELECT count(*) FROM " + table.quoted())) {
            r.next();
            return r.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
