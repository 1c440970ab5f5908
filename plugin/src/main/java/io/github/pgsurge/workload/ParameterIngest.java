package io.github.pgsurge.workload;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What the modes have in common that bind every value of every row as a parameter. */
abstract class ParameterIngest implements Ingest {
    private static final int INT4_TEXT_OR_BINARY_BYTES = 4;

    private final String insertInto;
    private RowBatch batch = new RowBatch();

    ParameterIngest(TableName table) {
        insertInto = "INSERT INTO " + table.quoted() + " (" + TableSchema.INSERT_COLUMNS + ") VALUES ";
    }

    @Override
    public void prepare(RowBatch rows) {
        batch = rows;
    }

    @Override
    public long bytes() {
        return batch.textBytes() + (long) INT4_TEXT_OR_BINARY_BYTES * batch.rows();
    }

    RowBatch batch() {
        return batch;
    }

    String insert(int rows) {
        StringBuilder sql =
                new StringBuilder(insertInto.length() + rows * TableSchema.INSERT_PARAMETERS.length() + rows);
        sql.append(insertInto);
        for (int i = 0; i < rows; i++) {
            sql.append(i == 0 ? "" : ",").append(TableSchema.INSERT_PARAMETERS);
        }
        return sql.toString();
    }

    /** Binds a row from the given parameter on; returns the parameter after it. */
    int bind(PreparedStatement statement, int row, int firstParameter) throws SQLException {
        int p = firstParameter;
        statement.setString(p++, batch.text(row, TextColumn.NAME));
        statement.setString(p++, batch.text(row, TextColumn.EMAIL));
        statement.setInt(p++, batch.age(row));
        statement.setString(p++, batch.text(row, TextColumn.ADDRESS));
        statement.setString(p++, batch.text(row, TextColumn.PHONE));
        statement.setString(p++, batch.text(row, TextColumn.DATA));
        return p;
    }
}
