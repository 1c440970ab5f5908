package io.github.pgsurge.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the catalog says of the relation that bears the load table's name.
 *
 * <p>Immutable and thread safe.
 *
 * @param kind pg_class.relkind
 * @param partition whether it is a partition of another table
 * @param marked whether its comment says that pgsurge created it
 * @param privileged whether the user may select, insert and update
 * @param uniqueId whether a valid unique index over id alone exists
 */
record TableInspection(
        TableName name,
        String kind,
        boolean partition,
        boolean marked,
        boolean privileged,
        boolean uniqueId,
        Map<String, Column> columns) {

    /** A column; {@code type} as format_type writes it. */
    record Column(String type, boolean required, boolean filled, boolean generated) {}

    /** What a column must be: one of these types, or where {@code length} is above 0 any text of so many characters. */
    private record Need(Set<String> types, int length) {
        static Need type(String... types) {
            return new Need(Set.of(types), 0);
        }

        static Need text(int length) {
            return new Need(Set.of("text", "character varying"), length);
        }

        boolean fits(String type) {
            Matcher varchar = VARCHAR.matcher(type);
            return types.contains(type)
                    || (length > 0 && varchar.matches() && Integer.parseInt(varchar.group(1)) >= length);
        }

        @Override
        public String toString() {
            return length > 0
                    ? "text or character varying(" + length + ") or wider"
                    : String.join(" or ", types.stream().sorted().toList());
        }
    }

    private static final Map<String, String> KINDS = Map.of(
            "p", "a partitioned table",
            "v", "a view",
            "m", "a materialized view",
            "f", "a foreign table",
            "S", "a sequence",
            "i", "an index",
            "I", "a partitioned index",
            "c", "a composite type");

    private static final Map<String, Need> BASE = baseColumns();
    private static final Map<String, Need> EXTENSION = extensionColumns();
    private static final Pattern VARCHAR = Pattern.compile("character varying\\((\\d+)\\)");

    static Optional<TableInspection> of(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.relispartition,
                       coalesce(starts_with(obj_description(c.oid, 'pg_class'), ?), false),
                       c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
                           AND has_table_privilege(c.oid, 'UPDATE'),
                       EXISTS (SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                               WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
                                 AND i.indnkeyatts = 1 AND a.attname = 'id')
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)""")) {
            statement.setString(1, TableSchema.MARK);
            statement.setString(2, name.quoted());
            try (ResultSet r = statement.executeQuery()) {
                if (!r.next()) {
                    return Optional.empty();
                }
                return Optional.of(new TableInspection(
                        new TableName(Optional.of(r.getString(2)), r.getString(3)),
                        r.getString(4),
                        r.getBoolean(5),
                        r.getBoolean(6),
                        r.getBoolean(7),
                        r.getBoolean(8),
                        columns(connection, r.getLong(1))));
            }
        }
    }

    private static Map<String, Column> columns(Connection connection, long oid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT attname, format_type(atttypid, atttypmod), attnotnull, atthasdef OR attidentity <> '',
                       attgenerated <> '' OR attidentity = 'a' AND attname <> 'id'
                FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum""")) {
            statement.setLong(1, oid);
            try (ResultSet r = statement.executeQuery()) {
                Map<String, Column> columns = new LinkedHashMap<>();
                while (r.next()) {
                    columns.put(
                            r.getString(1),
                            new Column(r.getString(2), r.getBoolean(3), r.getBoolean(4), r.getBoolean(5)));
                }
                return columns;
            }
        }
    }

    /** What it is, when it is no plain table. */
    Optional<String> notATable() {
        if (partition) {
            return Optional.of("a partition of another table");
        }
        return "r".equals(kind) ? Optional.empty() : Optional.of(KINDS.getOrDefault(kind, "no table"));
    }

    /** Whether it has status and score as an extended load table has them. */
    boolean extended() {
        return flaws(EXTENSION).isEmpty();
    }

    /** Why rows can't be written to and read from it; empty when they can. */
    List<String> flaws(boolean extendedAsked) {
        List<String> flaws = flaws(BASE);
        if (extendedAsked) {
            flaws.addAll(flaws(EXTENSION));
        }
        for (String filledByServer : List.of("id", "created_at", "updated_at")) {
            Column column = columns.get(filledByServer);
            if (column != null && column.required && !column.filled) {
                flaws.add(filledByServer + " has no default");
            }
        }
        columns.forEach((name, column) -> {
            if (!BASE.containsKey(name) && column.required && !column.filled) {
                flaws.add("further column " + name + " is NOT NULL without a default");
            }
        });
        if (columns.containsKey("id") && !uniqueId) {
            flaws.add("id has no primary key or unique index");
        }
        return flaws;
    }

    private List<String> flaws(Map<String, Need> needed) {
        List<String> flaws = new ArrayList<>();
        needed.forEach((name, need) -> {
            Column column = columns.get(name);
            if (column == null) {
                flaws.add(name + " is missing");
            } else if (!need.fits(column.type)) {
                flaws.add(name + " is " + column.type + ", not " + need);
            } else if (column.generated) {
                flaws.add(name + " is generated");
            }
        });
        return flaws;
    }

    private static Map<String, Need> baseColumns() {
        Need timestamp = Need.type("timestamp without time zone", "timestamp with time zone");
        Map<String, Need> columns = new LinkedHashMap<>();
        columns.put("id", Need.type("bigint", "integer"));
        columns.put("name", Need.text(255));
        columns.put("email", Need.text(255));
        // exactly int4: binary COPY sends four bytes and the server converts nothing
        columns.put("age", Need.type("integer"));
        columns.put("address", Need.text(255));
        columns.put("phone_number", Need.text(20));
        columns.put("created_at", timestamp);
        columns.put("updated_at", timestamp);
        columns.put("data", Need.text(RowGenerator.MAX_DATA_BYTES));
        return columns;
    }

    private static Map<String, Need> extensionColumns() {
        Map<String, Need> columns = new LinkedHashMap<>();
        columns.put("status", Need.text(50));
        columns.put("score", Need.type("integer"));
        return columns;
    }
}
