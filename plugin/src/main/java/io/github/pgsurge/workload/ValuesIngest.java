package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One multi-row INSERT ... VALUES. Its text is kept as long as batches are of one size, so that pgjdbc finds it prepared. */
final class ValuesIngest extends ParameterIngest {
    private String sql = insert(1);
    private int sqlRows = 1;

    ValuesIngest(TableName table) {
        super(table);
    }

    @Override
    public void prepare(RowBatch rows) {
        super.prepare(rows);
        if (rows.rows() != sqlRows) {
            sqlRows = rows.rows();
            sql = insert(sqlRows);
        }
    }

    @Override
    public boolean isOneStatement(int rows) {
        return true;
    }

    @Override
    public long execute(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (int row = 0; row < sqlRows; row++) {
                parameter = bind(statement, row, parameter);
            }
            return statement.executeUpdate();
        }
    }
}
