package io.github.pgsurge.postgres;

import io.github.pgsurge.evidence.Fields;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code pg_stat_statements} says of the statements of a database between two looks, by the time they took. It has
 * their texts normalised, constants replaced; those of other roles' statements only members of {@code pg_read_all_stats}
 * may see. Immutable and thread safe.
 *
 * @param totals by query id
 */
record StatementTimes(Map<Long, Totals> totals) {
    private static final int MOST = 10;
    private static final int LONGEST_TEXT = 200;

    /** Its own statements are among those looked at, and are left out afterwards. */
    private static final int LOOKED_AT = 30;

    /** Of one statement since the view was reset. */
    record Totals(long calls, double millis, long rows) {
        /** Since an earlier look; since the reset when there was one in between. */
        Totals since(Totals earlier) {
            return earlier == null || calls < earlier.calls || millis < earlier.millis
                    ? this
                    : new Totals(calls - earlier.calls, millis - earlier.millis, rows - earlier.rows);
        }
    }

    StatementTimes {
        totals = Map.copyOf(totals);
    }

    /**
     * Looks, without the texts; empty where the extension is not installed.
     *
     * @throws SQLException also when it is not loaded, or the role may not look
     */
    static Optional<StatementTimes> read(Connection connection, Layout layout) throws SQLException {
        Optional<String> source = source(layout);
        Optional<String> time = List.of("total_exec_time", "total_time").stream()
                .filter(column -> layout.has(Layout.STATEMENTS, column))
                .findFirst();
        if (source.isEmpty() || time.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, Totals> totals = new HashMap<>();
        Sql.query(
                connection,
                "select queryid, sum(calls)::bigint, sum(" + time.get() + ")::float8, sum(rows)::bigint from "
                        + source.get() + "(false) where queryid is not null and dbid = "
                        + "(select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())"
                        + " group by queryid",
                rows -> {
                    while (rows.next()) {
                        totals.put(rows.getLong(1), new Totals(rows.getLong(2), rows.getDouble(3), rows.getLong(4)));
                    }
                });
        return Optional.of(new StatementTimes(totals));
    }

    private static Optional<String> source(Layout layout) {
        return layout.statementsSchema().map(schema -> schema + "." + Layout.STATEMENTS);
    }

    /** Those that took most time since an earlier look, longest first, with their texts. */
    List<Fields> most(StatementTimes earlier, Connection connection, Layout layout) throws SQLException {
        Map<Long, Totals> since = new HashMap<>();
        totals.forEach((id, now) -> {
            Totals spent = now.since(earlier.totals.get(id));
            if (spent.calls() > 0) {
                since.put(id, spent);
            }
        });
        List<Map.Entry<Long, Totals>> longest = since.entrySet().stream()
                .sorted((a, b) ->
                        Double.compare(b.getValue().millis(), a.getValue().millis()))
                .limit(LOOKED_AT)
                .toList();
        if (longest.isEmpty()) {
            return List.of();
        }
        Map<Long, String> texts = texts(longest, connection, layout);
        List<Fields> most = new ArrayList<>();
        for (Map.Entry<Long, Totals> statement : longest) {
            String text = texts.getOrDefault(statement.getKey(), "");
            if (!text.isEmpty() && !text.startsWith(Sql.MARK.strip()) && most.size() < MOST) {
                most.add(fields(text, statement.getValue()));
            }
        }
        return most;
    }

    private static Map<Long, String> texts(List<Map.Entry<Long, Totals>> wanted, Connection connection, Layout layout)
            throws SQLException {
        String ids = wanted.stream().map(entry -> Long.toString(entry.getKey())).collect(Collectors.joining(", "));
        Map<Long, String> texts = new HashMap<>();
        Sql.query(
                connection,
                "select queryid, min(query) from " + source(layout).orElseThrow() + " where queryid in (" + ids
                        + ") group by queryid",
                rows -> {
                    while (rows.next()) {
                        texts.put(rows.getLong(1), String.valueOf(rows.getString(2)));
                    }
                });
        return texts;
    }

    private static Fields fields(String text, Totals spent) {
        String line = text.strip().replaceAll("\\s+", " ");
        return Fields.builder()
                .put("query", line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...")
                .put("calls", spent.calls())
                .put("total_ms", spent.millis())
                .put("rows", spent.rows())
                .build();
    }
}
