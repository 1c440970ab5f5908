package io.github.pgsurge.workload;

import io.github.pgsurge.verdict.Rejection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Reads rows in one of the patterns; every column of every row is really fetched.
 *
 * <p>One per thread; {@link #prepare} chooses what to read outside every clock, {@link #execute} can be called again.
 */
public final class ReadOperation {
    /**
     * What a read brought.
     *
     * @param pattern that was executed, never {@link ReadPattern#MIXED}
     * @param rows rows fetched, 0 to the limit
     * @param bytes bytes of all values as they came over the wire, without frames
     */
    public record Result(ReadPattern pattern, long rows, long bytes) {}

    private final List<ReadPattern> patterns;
    private final Map<ReadPattern, String> sql = new EnumMap<>(ReadPattern.class);
    private final ReadPattern.Choice choice;
    private ReadPattern pattern;
    private List<Object> parameters = List.of();

    /**
     * Sets a read up.
     *
     * @param table whether it is extended decides what is read
     * @param keys the ids that {@link ReadPattern#ID_RANGE} begins at
     * @param seed of all choices
     * @param limit rows at most, 1 or more
     * @throws Rejection when the table does not support the pattern or the limit is below 1
     */
    public ReadOperation(
            ReadPattern pattern, TableState table, KeySpace keys, KeyDistribution distribution, long seed, int limit)
            throws Rejection {
        if (limit < 1) {
            throw Rejection.usage("READ_BATCH_SIZE: " + limit + " is below 1");
        }
        if (pattern.needsExtended() && !table.extended()) {
            throw Rejection.usage("read.pattern: " + pattern + " needs the columns status and score, which "
                    + table.name() + " lacks; use a table made with extended=true, or another pattern");
        }
        this.pattern = pattern;
        patterns = pattern.patterns(table.extended());
        patterns.forEach(p -> sql.put(p, p.sql(table.name(), table.extended(), limit)));
        choice = new ReadPattern.Choice(keys, distribution, new SplittableRandom(seed), limit);
    }

    /** Chooses what to read next. */
    public void prepare() {
        pattern = patterns.get(choice.random().nextInt(patterns.size()));
        parameters = pattern.parameters(choice);
    }

    /** Reads it; {@link #prepare} comes first. */
    public Result execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.get(pattern))) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet r = statement.executeQuery()) {
                int columns = r.getMetaData().getColumnCount();
                long rows = 0;
                long bytes = 0;
                while (r.next()) {
                    rows++;
                    for (int column = 1; column <= columns; column++) {
                        // pgjdbc gives the bytes of the wire, of every type, without converting them
                        byte[] value = r.getBytes(column);
                        bytes += value == null ? 0 : value.length;
                    }
                }
                return new Result(pattern, rows, bytes);
            }
        }
    }
}
