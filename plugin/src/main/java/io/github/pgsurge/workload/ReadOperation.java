package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
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
public final class ReadOperation implements Operation {
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
     * @param limit rows at most, as {@code READ_BATCH_SIZE} takes it
     * @throws Rejection when the table does not support the pattern or the limit is none
     */
    public ReadOperation(
            ReadPattern pattern, TableState table, KeySpace keys, KeyDistribution distribution, long seed, int limit)
            throws Rejection {
        int rows = Setting.READ_BATCH_SIZE.checked(limit);
        if (pattern.needsExtended() && !table.extended()) {
            throw Rejection.usage(
                    Setting.READ_PATTERN + ": " + pattern + " needs the columns status and score, which " + table.name()
                            + " lacks; use a table made with " + Setting.TABLE_EXTENDED + "=true, or another pattern");
        }
        this.pattern = pattern;
        patterns = pattern.patterns(table.extended());
        patterns.forEach(p -> sql.put(p, p.sql(table.name(), table.extended(), rows)));
        choice = new ReadPattern.Choice(keys, distribution, new SplittableRandom(seed), rows);
    }

    /** Chooses what to read next. */
    @Override
    public void prepare() {
        pattern = patterns.get(choice.random().nextInt(patterns.size()));
        parameters = pattern.parameters(choice);
    }

    /** Reads it; {@link #prepare} comes first. */
    @Override
    public Outcome execute(Connection connection) throws SQLException {
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
                return Outcome.of(rows, bytes);
            }
        }
    }

    /** The pattern that {@link #prepare} chose, never {@link ReadPattern#MIXED} after it. */
    ReadPattern executes() {
        return pattern;
    }

    @Override
    public String describe() {
        return sql.getOrDefault(pattern, pattern.toString());
    }
}
