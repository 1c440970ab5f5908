package io.github.pgsurge.workload;

import io.github.pgsurge.settings.Words;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The ways to read, by the words that {@code READ_PATTERN} knows. A new one is a constant here and its word there. */
public enum ReadPattern {
    /** A range of the primary key that begins at an existing id. */
    ID_RANGE("id BETWEEN ? AND ? ORDER BY id") {
        @Override
        List<Object> parameters(Choice choice) {
            long from = choice.id();
            return List.of(from, from + choice.limit - 1);
        }
    },
    /** The highest scores of one status; needs an extended table. */
    STATUS_TOP("status = ? ORDER BY score DESC") {
        @Override
        List<Object> parameters(Choice choice) {
            List<String> statuses = TableSchema.statuses();
            return List.of(statuses.get(choice.random.nextInt(statuses.size())));
        }

        @Override
        public boolean needsExtended() {
            return true;
        }
    },
    /** The newest rows. */
    NEWEST("true ORDER BY created_at DESC") {
        @Override
        List<Object> parameters(Choice choice) {
            return List.of();
        }
    },
    /** Names that begin alike; no index serves it, which is its point. */
    NAME_PREFIX("name LIKE ?") {
        @Override
        List<Object> parameters(Choice choice) {
            return List.of(likePrefix(People.firstName(choice.random.nextInt(People.FIRST.length))));
        }
    },
    /** One of the others each time, at random among those that the table supports. */
    MIXED("") {
        @Override
        List<Object> parameters(Choice choice) {
            throw new IllegalStateException("one of the others is executed");
        }

        @Override
        List<ReadPattern> patterns(boolean extended) {
            return Arrays.stream(values())
                    .filter(p -> p != MIXED && (extended || !p.needsExtended()))
                    .toList();
        }
    };

    /** What a pattern may draw from. */
    record Choice(KeySpace keys, KeyDistribution distribution, SplittableRandom random, int limit) {
        long id() {
            return keys.size() == 0 ? 1 : keys.choose(distribution, random);
        }
    }

    private final String where;

    ReadPattern(String where) {
        this.where = where;
    }

    abstract List<Object> parameters(Choice choice);

    /** The patterns that are executed for this one. */
    List<ReadPattern> patterns(boolean extended) {
        return List.of(this);
    }

    /** Whether it reads status and score. */
    public boolean needsExtended() {
        return false;
    }

    /** All columns are read. The limit stands in the text: as a parameter the planner could not reckon with it. */
    String sql(TableName table, boolean extended, int limit) {
        return "SELECT " + (extended ? TableSchema.READ_COLUMNS_EXTENDED : TableSchema.READ_COLUMNS) + " FROM "
                + table.quoted() + " WHERE " + where + " LIMIT " + limit;
    }

    /** A LIKE pattern for texts that begin with this one, whatever characters it has. */
    public static String likePrefix(String prefix) {
        return prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** Its word in {@code READ_PATTERN}. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
