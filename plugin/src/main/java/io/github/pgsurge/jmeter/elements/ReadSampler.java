package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.ElementSettings;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.KeyDistribution;
import io.github.pgsurge.workload.Operation;
import io.github.pgsurge.workload.ReadOperation;
import io.github.pgsurge.workload.ReadPattern;
import io.github.pgsurge.workload.TableName;
import java.util.List;

/** PostgreSQL Read: fetches rows in one of the read patterns, a query each sample. */
public final class ReadSampler extends PostgresSampler {
    private static final long serialVersionUID = 1;

    /** Its name in JMeter's menus. */
    public static final String TITLE = "PostgreSQL Read";

    /** Its fields. */
    public static final List<Field> FIELDS = fields(
            Field.of(Setting.TABLE_NAME, "Table"),
            Field.of(Setting.READ_PATTERN, "Pattern"),
            Field.of(Setting.READ_BATCH_SIZE, "Most rows a read"),
            RETRIES);

    @Override
    Operation operation(ElementSettings values, Worker worker, String variable) throws Rejection {
        EngineRun run = EngineRun.current();
        TableName table = Tables.resolved(TableName.parse(values.text(Setting.TABLE_NAME)), run);
        return new ReadOperation(
                values.word(Setting.READ_PATTERN, ReadPattern.class),
                Tables.state(table, run),
                Tables.keys(table, variable, run),
                new KeyDistribution.Uniform(),
                worker.seed(run),
                values.whole(Setting.READ_BATCH_SIZE));
    }
}
