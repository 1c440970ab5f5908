package io.github.pgsurge.cli.bench;

import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.workload.InsertMode;
import java.nio.file.Path;
import java.util.Map;

/** An ingest mode, by the write-load plan with nothing but inserts. */
record PluginMode(InsertMode mode, JMeterClient jmeter, Path plan) implements Contender {
    @Override
    public String name() {
        return mode.toString();
    }

    @Override
    public Figure measure(Timing timing) throws BenchFailure, InterruptedException {
        return jmeter.run(name(), plan, Map.of(Setting.INSERT_MODE.property(), mode.toString()), timing);
    }
}
