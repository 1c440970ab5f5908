package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** INSERT ... SELECT from one array per column: one statement text and six parameters whatever the number of rows. */
final class UnnestIngest implements Ingest {
    private final String sql;
    private final BinaryArray.Text names = new BinaryArray.Text(TextColumn.NAME);
    private final BinaryArray.Text emails = new BinaryArray.Text(TextColumn.EMAIL);
    private final BinaryArray.Ints ages = new BinaryArray.Ints();
    private final BinaryArray.Text addresses = new BinaryArray.Text(TextColumn.ADDRESS);
    private final BinaryArray.Text phones = new BinaryArray.Text(TextColumn.PHONE);
    private final BinaryArray.Text data = new BinaryArray.Text(TextColumn.DATA);
    private final BinaryArray[] columns = {names, emails, ages, addresses, phones, data};

    UnnestIngest(TableName table) {
        // unnest in the select list streams; in FROM the server would write all rows to a tuplestore first
        sql = "INSERT INTO " + table.quoted() + " (" + TableSchema.INSERT_COLUMNS + ") SELECT unnest(?::text[]),"
                + " unnest(?::text[]), unnest(?::int4[]), unnest(?::text[]), unnest(?::text[]), unnest(?::text[])";
    }

    @Override
    public void prepare(RowBatch batch) {
        for (BinaryArray.Text text : new BinaryArray.Text[] {names, emails, addresses, phones, data}) {
            text.of(batch);
        }
        ages.of(batch.ages(), batch.rows());
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (BinaryArray column : columns) {
            bytes += column.lengthInBytes();
        }
        return bytes;
    }

    @Override
    public boolean isOneStatement(int rows) {
        return true;
    }

    @Override
    public long execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setObject(i + 1, columns[i]);
            }
            return statement.executeUpdate();
        }
    }
}
