package io.github.pgsurge.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns the statistics views of a server have: they come and go with its versions, and are asked for, not
 * concluded. Immutable and thread safe.
 *
 * @param columns of each view there is, by its name
 * @param statementsSchema where {@code pg_stat_statements} is installed, quoted; empty when it is not
 */
record Layout(Map<String, Set<String>> columns, Optional<String> statementsSchema) {
    static final String STATEMENTS = "pg_stat_statements";

    private static final String SQL = """
            select c.relname, a.attname, pg_catalog.quote_ident(n.nspname)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind = 'v' and c.relname like 'pg\\_stat\\_%'
              and (n.nspname = 'pg_catalog'
                   or c.relname = 'pg_stat_statements'
                      and n.oid = (select e.extnamespace from pg_catalog.pg_extension e
                                   where e.extname = 'pg_stat_statements'))
            """;

    Layout {
        Map<String, Set<String>> copy = new HashMap<>();
        columns.forEach((view, names) -> copy.put(view, Set.copyOf(names)));
        columns = Map.copyOf(copy);
    }

    /** Asks the server. */
    static Layout probe(Connection connection) throws SQLException {
        Map<String, Set<String>> columns = new HashMap<>();
        Map<String, String> schemas = new HashMap<>();
        Sql.query(connection, SQL, rows -> {
            while (rows.next()) {
                String view = rows.getString(1);
                columns.computeIfAbsent(view, first -> new HashSet<>()).add(rows.getString(2));
                schemas.put(view, rows.getString(3));
            }
        });
        return new Layout(columns, Optional.ofNullable(schemas.get(STATEMENTS)));
    }

    /** Whether it has such a column. */
    boolean has(String view, String column) {
        return columns.getOrDefault(view, Set.of()).contains(column);
    }

    /** Those of the columns that the view has, in this order. */
    List<String> present(String view, Collection<String> wanted) {
        return wanted.stream().filter(column -> has(view, column)).toList();
    }
}
