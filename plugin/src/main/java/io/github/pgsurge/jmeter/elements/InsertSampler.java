package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.InsertMode;
import io.github.pgsurge.workload.InsertOperation;
import io.github.pgsurge.workload.InsertTransaction;
import io.github.pgsurge.workload.Operation;
import io.github.pgsurge.workload.RowGenerator;
import io.github.pgsurge.workload.TableName;
import java.util.List;

/** PostgreSQL Insert: writes generated rows, a transaction each sample. */
public final class InsertSampler extends PostgresSampler {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PostgreSQL Insert";

    /** Its fields. */
    public static final List<Field> FIELDS = fields(
            Field.of(Setting.TABLE_NAME, "Table"),
            Field.of(Setting.INSERT_MODE, "Mode"),
            Field.of(Setting.BATCH_SIZE, "Rows a batch"),
            Field.of(Setting.INSERT_COMMIT_BATCHES, "Batches a transaction"),
            Field.of(Setting.INSERT_BATCHES, "Batches in all (0: no end)"),
            Field.of(Setting.INSERT_SEED, "Seed of the rows"),
            Field.of(Setting.DATA_BYTES, "Bytes of data a row"),
            RETRIES);

    @Override
    Operation operation(ElementSettings values, Worker worker, String variable) throws Rejection {
        EngineRun run = EngineRun.current();
        TableName table = Tables.resolved(TableName.parse(values.text(Setting.TABLE_NAME)), run);
        InsertMode mode = values.word(Setting.INSERT_MODE, InsertMode.class);
        int batchSize = values.whole(Setting.BATCH_SIZE);
        int commitBatches = values.whole(Setting.INSERT_COMMIT_BATCHES);
        String seed = values.text(Setting.INSERT_SEED);
        RowGenerator rows = new RowGenerator(
                seed.isEmpty() ? run.runId().hashCode() : Long.parseLong(seed),
                run.runId(),
                worker.name(),
                values.whole(Setting.DATA_BYTES));
        return new InsertOperation(
                new InsertTransaction(mode, table, rows, batchSize, commitBatches),
                "insert " + batchSize + " rows x " + commitBatches + " into " + table + " by " + mode,
                share(values.wholeLong(Setting.INSERT_BATCHES), commitBatches, worker));
    }

    private static long share(long batches, int commitBatches, Worker worker) throws Rejection {
        if (batches % commitBatches != 0) {
            throw Rejection.usage(Setting.INSERT_BATCHES + "=" + batches + " is not allowed with "
                    + Setting.INSERT_COMMIT_BATCHES + "=" + commitBatches + "; allowed: a multiple of it");
        }
        return batches == 0 ? InsertOperation.ENDLESS : worker.share(batches / commitBatches);
    }
}
