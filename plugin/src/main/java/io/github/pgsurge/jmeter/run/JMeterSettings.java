package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Settings;
import java.nio.file.Path;
import org.apache.jmeter.threads.JMeterContextService;
import org.apache.jmeter.threads.JMeterVariables;
import org.apache.jmeter.util.JMeterUtils;

/**
 * The settings as this JMeter sees them. Loaded once a test, so that a value cannot change under a run and a function in a
 * property costs a map look-up per sample. A user-defined variable of the Test Plan that has a setting's name is the plan's
 * own default of it. Thread safe.
 */
public final class JMeterSettings {
    /** Where the checkout is, when JMeter was not started in it: the sandbox's settings lie there. */
    static final String ROOT_PROPERTY = "pgsurge.root";

    private record Loaded(long testStart, Settings settings) {}

    private static volatile Loaded loaded;

    private JMeterSettings() {}

    /** The settings of the test that runs, or as they are now when none does. */
    public static Settings current() throws Rejection {
        long testStart = JMeterContextService.getTestStartTime();
        Loaded known = loaded;
        if (testStart != 0 && known != null && known.testStart() == testStart) {
            return known.settings();
        }
        JMeterVariables variables = JMeterContextService.getContext().getVariables();
        Settings settings = load(variables);
        if (testStart != 0 && variables != null) {
            // before JMeter has made the plan's variables, its defaults are not known yet
            loaded = new Loaded(testStart, settings);
        }
        return settings;
    }

    private static Settings load(JMeterVariables variables) throws Rejection {
        Path workingFolder = Path.of("").toAbsolutePath();
        Path root = Path.of(JMeterUtils.getPropDefault(ROOT_PROPERTY, workingFolder.toString()));
        return Settings.load(
                JMeterUtils::getProperty,
                name -> variables == null ? null : variables.get(name),
                System.getenv(),
                workingFolder,
                root);
    }
}
