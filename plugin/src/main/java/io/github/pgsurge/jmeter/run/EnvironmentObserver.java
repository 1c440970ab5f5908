package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Block;
import io.github.pgsurge.evidence.Declared;
import io.github.pgsurge.evidence.Detail;
import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.report.Environment;
import io.github.pgsurge.settings.Settings;
import java.util.List;
import org.apache.jmeter.util.JMeterUtils;

/** The versions and settings that a run's figures are measured with. Immutable and thread safe. */
final class EnvironmentObserver implements RunObserver {
    private static final Block BLOCK = new Block(Environment.BLOCK_NAME);

    private static final Detail JMETER_VERSION = BLOCK.detail("jmeter_version", "Version of JMeter.");
    private static final Detail JAVA_VERSION = BLOCK.detail("java_version", "Version of Java.");
    private static final Detail OS = BLOCK.detail("os", "Operating system of the client.");
    private static final Detail CPU_COUNT = BLOCK.detail("cpu_count", "CPUs that the client may use.");
    private static final Detail SETTINGS = BLOCK.detail("settings", "Every setting that has a value and is no secret.");

    /** What it declares. */
    public static final class Names implements Declared {
        @Override
        public List<Block> blocks() {
            return List.of(BLOCK);
        }
    }

    private final Settings settings;
    private final String correction;

    /** @param correction what response times are corrected by */
    EnvironmentObserver(Settings settings, String correction) {
        this.settings = settings;
        this.correction = correction;
    }

    @Override
    public Findings findings() {
        return Findings.builder()
                .put(JMETER_VERSION, JMeterUtils.getJMeterVersion())
                .put(JAVA_VERSION, System.getProperty("java.version"))
                .put(OS, System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put(Environment.RESPONSE_CORRECTION, correction)
                .put(CPU_COUNT, Runtime.getRuntime().availableProcessors())
                .put(SETTINGS, Fields.ofTexts(settings.shown()))
                .build();
    }
}
