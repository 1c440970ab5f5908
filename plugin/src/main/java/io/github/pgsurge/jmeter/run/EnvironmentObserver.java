package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.evidence.Fields;
import io.github.pgsurge.evidence.Findings;
import io.github.pgsurge.evidence.RunObserver;
import io.github.pgsurge.report.EnvironmentBlock;
import io.github.pgsurge.settings.Settings;
import org.apache.jmeter.util.JMeterUtils;

/** The versions and settings that a run's figures are measured with. Immutable and thread safe. */
final class EnvironmentObserver implements RunObserver {
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
                .put(EngineBlock.JMETER_VERSION, JMeterUtils.getJMeterVersion())
                .put(EngineBlock.JAVA_VERSION, System.getProperty("java.version"))
                .put(EngineBlock.OS, System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put(EnvironmentBlock.RESPONSE_CORRECTION, correction)
                .put(EngineBlock.CPU_COUNT, Runtime.getRuntime().availableProcessors())
                .put(EngineBlock.SETTINGS, Fields.ofTexts(settings.shown()))
                .build();
    }
}
