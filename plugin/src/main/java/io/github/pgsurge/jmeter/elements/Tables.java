package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.connection.Lease;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.KeySpace;
import io.github.pgsurge.workload.TableName;
import io.github.pgsurge.workload.TableState;
import java.sql.SQLException;
import java.util.Optional;

/** What the samplers share about a table: what a PostgreSQL Table element made ready, and the ids that exist. */
final class Tables {
    private Tables() {}

    /** Makes a table's state known to the samplers, under the name that the fields give it. */
    static void publish(TableName asked, TableState state, EngineRun run) {
        run.publish(asked, TableState.class, state);
        run.publish(state.name(), TableState.class, state);
    }

    /** The name with the schema that the table was found or made in; as it is when no element made it ready. */
    static TableName resolved(TableName name, EngineRun run) {
        return state(name, run).name();
    }

    /** How the table was found or made; a plain one when no element made it ready. */
    static TableState state(TableName name, EngineRun run) {
        Optional<TableState> known = run.published(name, TableState.class);
        return known.orElseGet(() -> new TableState(name, false, 0, false, false));
    }

    /** The ids that exist, read once for all threads, before the load. */
    static KeySpace keys(TableName table, String variable, EngineRun run) throws Rejection {
        synchronized (run) {
            Optional<KeySpace> known = run.published(table, KeySpace.class);
            if (known.isPresent()) {
                return known.get();
            }
            try (Lease lease = Pools.named(variable, run).acquire()) {
                KeySpace keys = KeySpace.load(lease.connection(), table);
                run.publish(table, KeySpace.class, keys);
                return keys;
            } catch (SQLException failure) {
                throw Rejection.usage(
                        Setting.TABLE_NAME + "=" + table + " cannot be read: "
                                + failure.getMessage().lines().findFirst().orElse(""),
                        failure);
            }
        }
    }
}
