package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SplittableRandom;

/**
 * Updates of age, address, data and updated_at by primary key, one row or a batch in one statement. Never the id nor the
 * email, which says who wrote the row.
 *
 * <p>One per thread; {@link #prepare} chooses keys and values outside every clock, {@link #execute} can be called again
 * with the same when it failed.
 */
public final class UpdateOperation implements Operation {
    /** The response code of an update that touched fewer rows than it named; and of one that had none to name. */
    public static final String NO_ROWS = "NO_ROWS";

    private final KeySpace keys;
    private final KeyDistribution distribution;
    private final SplittableRandom random;
    private final RowGenerator generator;
    private final int batchSize;
    private final String sql;
    private final RowBatch values = new RowBatch();
    private final BinaryArray.Longs idArray = new BinaryArray.Longs();
    private final BinaryArray.Ints ages = new BinaryArray.Ints();
    private final BinaryArray.Text addresses = new BinaryArray.Text(TextColumn.ADDRESS);
    private final BinaryArray.Text data = new BinaryArray.Text(TextColumn.DATA);
    private long[] ids = {};

    /**
     * Sets an update up.
     *
     * @param generator makes the new values; of this operation alone
     * @param seed of the choice of keys
     * @param batchSize rows a statement, 1 or more
     * @throws Rejection when the batch size does not fit
     */
    public UpdateOperation(
            TableName table,
            KeySpace keys,
            KeyDistribution distribution,
            RowGenerator generator,
            long seed,
            int batchSize)
            throws Rejection {
        int max = InsertMode.UNNEST.maxBatchSize(generator.dataBytes());
        if (batchSize < 1 || batchSize > max) {
            throw Rejection.usage(Setting.UPDATE_BATCH_SIZE + ": " + batchSize + " is not within 1 to " + max);
        }
        this.keys = keys;
        this.distribution = distribution;
        this.random = new SplittableRandom(seed);
        this.generator = generator;
        this.batchSize = batchSize;
        String update = "UPDATE " + table.quoted() + " AS t SET ";
        sql = batchSize == 1
                ? update + "age = ?, address = ?, data = ?, updated_at = now() WHERE t.id = ?"
                : update + "age = u.age, address = u.address, data = u.data, updated_at = now()"
                        + " FROM unnest(?::int8[], ?::int4[], ?::text[], ?::text[]) AS u(id, age, address, data)"
                        + " WHERE t.id = u.id";
    }

    /** Chooses the next keys and values. */
    @Override
    public void prepare() {
        ids = keys.choose(distribution, random, batchSize);
        generator.fill(values, ids.length);
    }

    /** Updates them, in one statement and so in one transaction when the connection is in autocommit. */
    @Override
    public Outcome execute(Connection connection) throws SQLException {
        long start = System.nanoTime();
        boolean asked = distribution.followsInserts() && keys.refresh(connection);
        long untimed = asked ? System.nanoTime() - start : 0;
        if (ids.length == 0) {
            return new Outcome(0, 0, untimed, NO_ROWS);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            long bytes = batchSize == 1 ? bindRow(statement) : bindArrays(statement);
            int touched = statement.executeUpdate();
            return new Outcome(touched, bytes, untimed, touched < ids.length ? NO_ROWS : "");
        }
    }

    private long bindRow(PreparedStatement statement) throws SQLException {
        statement.setInt(1, values.age(0));
        statement.setString(2, values.text(0, TextColumn.ADDRESS));
        statement.setString(3, values.text(0, TextColumn.DATA));
        statement.setLong(4, ids[0]);
        return Integer.BYTES
                + Long.BYTES
                + values.bytes(0, TextColumn.ADDRESS)
                + (long) values.bytes(0, TextColumn.DATA);
    }

    private long bindArrays(PreparedStatement statement) throws SQLException {
        BinaryArray[] arrays = {
            idArray.of(ids), ages.of(values.ages(), ids.length), addresses.of(values), data.of(values)
        };
        long bytes = 0;
        for (int i = 0; i < arrays.length; i++) {
            statement.setObject(i + 1, arrays[i]);
            bytes += arrays[i].lengthInBytes();
        }
        return bytes;
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public String describe() {
        return sql;
    }
}
