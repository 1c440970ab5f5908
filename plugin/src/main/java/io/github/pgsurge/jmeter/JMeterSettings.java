package io.github.pgsurge.jmeter;

import io.github.pgsurge.settings.Settings;
import io.github.pgsurge.verdict.Rejection;
import java.nio.file.Path;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.util.JMeterUtils;

/**
 * The settings as this JMeter sees them. Loaded once a test, so that a value cannot change under a run and a function in a
 * property costs a map look-up per sample. Thread safe.
 */
final class JMeterSettings {
    /** Where the checkout is, when JMeter was not started in it: the sandbox's settings lie there. */
    static final String ROOT_PROPERTY = "pgsurge.root";

    private record Loaded(long testStart, Settings settings) {}

    private static volatile Loaded loaded;

    private JMeterSettings() {}

    /** The settings of the test that runs, or as they are now when none does. */
    static Settings current() throws Rejection {
        long testStart = JMeterContextService.getTestStartTime();
        Loaded known = loaded;
        if (known == null || testStart == 0 || known.testStart() != testStart) {
            known = new Loaded(testStart, load());
            loaded = known;
        }
        return known.settings();
    }

    private static Settings load() throws Rejection {
        Path workingFolder = Path.of("").toAbsolutePath();
        Path root = Path.of(JMeterUtils.getPropDefault(ROOT_PROPERTY, workingFolder.toString()));
        return Settings.load(JMeterUtils::getProperty, System.getenv(), workingFolder, root);
    }
}
