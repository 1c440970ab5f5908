package io.github.pgsurge.jmeter;

import io.github.pgsurge.workload.TableName;
import io.github.pgsurge.workload.TableState;

/** Finds what a PostgreSQL Table element made ready. */
final class Tables {
    private Tables() {}

    /** The name with the schema that the table was found or made in; as it is when no element made it ready. */
    static TableName resolved(TableName name, EngineRun run) {
        return run.published(key(name), TableState.class).map(TableState::name).orElse(name);
    }

    /** Under what a table is published. */
    static String key(TableName name) {
        return "table " + name;
    }
}
