package io.github.pgsurge.workload;

import io.github.pgsurge.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/** The load table as SQL: what is created, and what inserts name. */
final class TableSchema {
    /** The Bind message counts parameters in 16 bits (PostgreSQL documentation, Message Formats). */
    static final int MAX_BIND_PARAMETERS = 65_535;

    static final String INSERT_COLUMNS = "name, email, age, address, phone_number, data";
    static final String INSERT_PARAMETERS = "(?,?,?,?,?,?)";
    static final int INSERT_COLUMN_COUNT = 6;
    static final String SEED_COLUMNS_EXTENDED = INSERT_COLUMNS + ", status, score";

    static final String READ_COLUMNS = "id, name, email, age, address, phone_number, created_at, updated_at, data";
    static final String READ_COLUMNS_EXTENDED = READ_COLUMNS + ", status, score";

    /** How a table that pgsurge created is known: its comment begins so. */
    static final String MARK = "pgsurge load table v1";

    private static final List<String> STATUSES = List.of("active", "inactive", "pending");

    private TableSchema() {}

    static String createTable(TableName table, boolean extended) {
        return "CREATE TABLE " + table.quoted() + " (id BIGSERIAL PRIMARY KEY, name VARCHAR(255) NOT NULL,"
                + " email VARCHAR(255) NOT NULL, age INT NOT NULL, address TEXT, phone_number VARCHAR(20),"
                + " created_at TIMESTAMP NOT NULL DEFAULT NOW(), updated_at TIMESTAMP NOT NULL DEFAULT NOW(), data TEXT"
                + (extended ? ", status VARCHAR(50) DEFAULT 'active', score INT DEFAULT 0" : "") + ")";
    }

    static List<String> createIndexes(TableName table, boolean extended) {
        List<String> columns = new ArrayList<>(List.of("email", "created_at"));
        if (extended) {
            columns.addAll(List.of("status", "score"));
        }
        return columns.stream()
                .map(column -> "CREATE INDEX " + TableName.quote(table.indexName(column)) + " ON " + table.quoted()
                        + "(" + column + ")")
                .toList();
    }

    static String copySeed(TableName table, boolean extended) {
        return "COPY " + table.quoted() + " (" + (extended ? SEED_COLUMNS_EXTENDED : INSERT_COLUMNS)
                + ") FROM STDIN (FORMAT binary)";
    }

    static String markComment(TableName table, long seedRows) {
        return "COMMENT ON TABLE " + table.quoted() + " IS '" + MARK + "; " + seedRows
                + " seed rows; dropped by pgsurge only when " + Setting.CLEANUP + "=true'";
    }

    /** The statuses that seed rows have. */
    static List<String> statuses() {
        return STATUSES;
    }

    /** Half of the seed rows are active, a quarter each of the others. */
    static String seedStatus(long random) {
        int quarter = (int) (random & 3);
        return STATUSES.get(Math.max(0, quarter - 1));
    }

    /** 0 to 999. */
    static int seedScore(long random) {
        return (int) ((random >>> 8) % 1000);
    }
}
