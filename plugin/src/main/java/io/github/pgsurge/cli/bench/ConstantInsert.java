package io.github.pgsurge.cli.bench;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.workload.RowBatch;
import io.github.pgsurge.workload.RowGenerator;
import io.github.pgsurge.workload.TableName;
import io.github.pgsurge.workload.TextColumn;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One multi-row INSERT as literal text, of the same rows as the plugin makes: what clients send that make no rows. The
 * rows hold neither {@code $} nor {@code :name}, which JMeter and pgbench would replace. Immutable.
 *
 * @param rows in the statement
 * @param textBytes of all text values, without framing
 * @param sql without a semicolon
 */
record ConstantInsert(int rows, int textBytes, String sql) {
    static ConstantInsert of(TableName table, int rows, int dataBytes) throws Rejection {
        RowBatch batch = new RowBatch();
        new RowGenerator(1, "bench", "constant", dataBytes).fill(batch, rows);
        String columns =
                Arrays.stream(TextColumn.values()).map(TextColumn::column).collect(Collectors.joining(", "));
        String values =
                IntStream.range(0, rows).mapToObj(row -> row(batch, row)).collect(Collectors.joining(","));
        return new ConstantInsert(
                rows, batch.textBytes(), "INSERT INTO " + table.quoted() + " (" + columns + ", age) VALUES " + values);
    }

    private static String row(RowBatch batch, int row) {
        return Arrays.stream(TextColumn.values())
                .map(column -> "'" + batch.text(row, column).replace("'", "''") + "'")
                .collect(Collectors.joining(",", "(", "," + batch.age(row) + ")"));
    }
}
