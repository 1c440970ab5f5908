package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.ExistingTable;
import io.github.pgsurge.workload.LoadTable;
import io.github.pgsurge.workload.TableLifecycle;
import io.github.pgsurge.workload.TableName;
import java.util.List;

/** PostgreSQL Table: makes the load table ready before the load, and drops what it created when asked to. */
public final class TableConfig extends OpeningElement {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PostgreSQL Table";

    /** Its fields. */
    public static final List<Field> FIELDS = List.of(
            PostgresSampler.POOL,
            Field.of(Setting.TABLE_NAME, "Table"),
            Field.of(Setting.TABLE_EXTENDED, "Extended (status, score)"),
            Field.of(Setting.TABLE_SEED_ROWS, "Rows of a new table"),
            Field.of(Setting.DATA_BYTES, "Bytes of data a row"),
            Field.of(Setting.TABLE_EXISTING, "A table of others"),
            Field.of(Setting.CLEANUP, "Drop at the end"));

    @Override
    void open(EngineRun run, ElementSettings values) throws Rejection {
        TableName name = TableName.parse(values.text(Setting.TABLE_NAME));
        LoadTable table = new LoadTable(
                name,
                values.flag(Setting.TABLE_EXTENDED),
                values.word(Setting.TABLE_EXISTING, ExistingTable.class),
                values.wholeLong(Setting.TABLE_SEED_ROWS),
                run.runId().hashCode(),
                run.runId(),
                values.whole(Setting.DATA_BYTES));
        TableLifecycle lifecycle = new TableLifecycle(
                Pools.manager(getPropertyAsString(ConnectionManagerConfig.VARIABLE), run),
                table,
                values.flag(Setting.CLEANUP));
        Tables.publish(name, lifecycle.begin(System.out::println), run);
        run.onEnd(() -> lifecycle.end(System.out::println));
    }
}
