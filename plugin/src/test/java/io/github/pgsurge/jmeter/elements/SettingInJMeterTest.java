package io.github.pgsurge.jmeter.elements;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.jmeter.run.JMeterSettings;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import java.util.List;
import org.apache.jmeter.engine.util.CompoundVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What JMeter and its GUI make of a setting: all of it is the registry's. */
class SettingInJMeterTest {
    @ParameterizedTest
    @EnumSource(Setting.class)
    void aFieldHasItsNameHelpBoundsAndChoices(Setting setting) {
        Field field = Field.of(setting, "label");
        assertThat(field.property()).isEqualTo(setting.property());
        assertThat(field.fallback()).isEqualTo("${__pgsurge(" + setting.property() + ")}");
        assertThat(field.tooltip()).contains(setting.help(), setting.kind().allowed());
        assertThat(field.hint()).startsWith(setting.name());
        assertThat(field.choices()).isEqualTo(setting.kind() instanceof Kind.Word words ? words.words() : List.of());
        assertThat(field.look() == Field.Look.PASSWORD).isEqualTo(setting.kind().secret());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void theFunctionAnswersIt(Setting setting) throws Exception {
        SettingFunction function = new SettingFunction();
        function.setParameters(List.of(new CompoundVariable(setting.property())));
        assertThat(function.execute(null, null))
                .isEqualTo(JMeterSettings.current().text(setting));
    }
}
