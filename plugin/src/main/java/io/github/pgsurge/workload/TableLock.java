package io.github.pgsurge.workload;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The advisory lock keys of a load table, the same for every client whose search_path leads to the same table.
 *
 * @param table with its schema: where it is, or where it would be created
 * @param setUp held while it is created or dropped
 * @param use held, shared, while an agent uses it
 */
record TableLock(TableName table, long setUp, long use) {
    static TableLock of(Connection connection, TableName name) throws SQLException, Rejection {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT current_database(), coalesce(
                    ?, (SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = to_regclass(?)),
                    current_schema())""")) {
            statement.setString(1, name.schema().orElse(null));
            statement.setString(2, name.quoted());
            try (ResultSet r = statement.executeQuery()) {
                r.next();
                String database = r.getString(1);
                String schema = r.getString(2);
                if (schema == null) {
                    throw Rejection.usage(Setting.TABLE_NAME + ": " + name
                            + " has no schema and no schema of the search_path exists; write schema.table");
                }
                return new TableLock(
                        name.in(schema),
                        TableName.lockKey("set up", database, schema, name.table()),
                        TableName.lockKey("use", database, schema, name.table()));
            }
        }
    }
}
