package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** N single-row INSERTs, one round trip each: what an application does that knows no better. */
final class SingleIngest extends ParameterIngest {
    private final String sql = insert(1);

    SingleIngest(TableName table) {
        super(table);
    }

    @Override
    public boolean isOneStatement(int rows) {
        return rows == 1;
    }

    @Override
    public long execute(Connection connection) throws SQLException {
        long inserted = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int row = 0; row < batch().rows(); row++) {
                bind(statement, row, 1);
                inserted += statement.executeUpdate();
            }
        }
        return inserted;
    }
}
