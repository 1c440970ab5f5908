package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.KeyDistribution;
import io.github.pgsurge.workload.Operation;
import io.github.pgsurge.workload.RowGenerator;
import io.github.pgsurge.workload.TableName;
import io.github.pgsurge.workload.UpdateOperation;
import java.util.List;

/** PostgreSQL Update: changes rows that exist, chosen by a key distribution, a statement each sample. */
public final class UpdateSampler extends PostgresSampler {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PostgreSQL Update";

    /** Its fields. */
    public static final List<Field> FIELDS = fields(
            Field.of(Setting.TABLE_NAME, "Table"),
            Field.of(Setting.UPDATE_BATCH_SIZE, "Rows an update"),
            Field.of(Setting.UPDATE_KEYS, "Which rows"),
            Field.of(Setting.DATA_BYTES, "Bytes of data a row"),
            RETRIES);

    @Override
    Operation operation(ElementSettings values, Worker worker, String variable) throws Rejection {
        EngineRun run = EngineRun.current();
        TableName table = Tables.resolved(TableName.parse(values.text(Setting.TABLE_NAME)), run);
        RowGenerator rows =
                new RowGenerator(worker.seed(run), run.runId(), worker.name(), values.whole(Setting.DATA_BYTES));
        return new UpdateOperation(
                table,
                Tables.keys(table, variable, run),
                KeyDistribution.parse(Setting.UPDATE_KEYS, values.text(Setting.UPDATE_KEYS)),
                rows,
                worker.seed(run),
                values.whole(Setting.UPDATE_BATCH_SIZE));
    }
}
