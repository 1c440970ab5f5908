package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.SettingValues;
import org.apache.jmeter.testelement.TestElement;

/**
 * Reads an element's fields strictly. A field that is empty takes the setting's own value; one that does not parse is a
 * {@link Rejection} that names the setting.
 */
public record ElementSettings(TestElement element) implements SettingValues {
    @Override
    public String text(Setting setting) throws Rejection {
        String value = element.getPropertyAsString(setting.property()).strip();
        return value.isEmpty() ? JMeterSettings.current().text(setting) : setting.canonical(value);
    }
}
