package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import java.time.Duration;
import org.apache.jmeter.testelement.TestElement;

/**
 * Reads an element's fields strictly. A field that is empty takes the setting's own value; one that does not parse is a
 * {@link Rejection} that names the setting.
 */
public record ElementSettings(TestElement element) {
    public String text(Setting setting) throws Rejection {
        String value = element.getPropertyAsString(setting.property()).strip();
        if (value.isEmpty()) {
            return JMeterSettings.current().text(setting);
        }
        String canonical = setting.kind().canonical(value);
        if (canonical == null) {
            throw Settings.notAllowed(setting, value);
        }
        return canonical;
    }

    public int whole(Setting setting) throws Rejection {
        return (int) wholeLong(setting);
    }

    public long wholeLong(Setting setting) throws Rejection {
        return Long.parseLong(text(setting));
    }

    public Duration duration(Setting setting) throws Rejection {
        return Kind.Time.duration(text(setting));
    }

    public boolean flag(Setting setting) throws Rejection {
        return Boolean.parseBoolean(text(setting));
    }
}
