package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.jmeter.run.JMeterSettings;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.settings.Kind;
import io.github.pgsurge.settings.Setting;
import io.github.pgsurge.settings.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.jmeter.engine.util.CompoundVariable;
import org.apache.jmeter.functions.AbstractFunction;
import org.apache.jmeter.functions.InvalidVariableException;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.samplers.Sampler;

/**
 * {@code ${__pgsurge(name)}}: the value of a setting, the same in {@code jmeter -n}, in the GUI and on every agent. A time
 * takes the unit as second argument, {@code ${__pgsurge(test.run.duration,s)}}, for fields of stock elements that want a
 * bare number; a range of times answers its shortest ({@code min}) and its width ({@code span}) in milliseconds, as the
 * stock Uniform Random Timer wants them.
 */
public final class SettingFunction extends AbstractFunction {
    private static final String NAME = "__pgsurge";

    private Setting setting;
    private String unit = "";

    @Override
    public String getReferenceKey() {
        return NAME;
    }

    @Override
    public List<String> getArgumentDesc() {
        return List.of(
                "Name of a pgsurge setting, such as " + Setting.DB_HOST.property(),
                "Unit of a time: ms or s; of a range in ms: min or span (optional)");
    }

    @Override
    public void setParameters(Collection<CompoundVariable> parameters) throws InvalidVariableException {
        checkParameterCount(parameters, 1, 2);
        List<String> arguments =
                parameters.stream().map(argument -> argument.execute().strip()).toList();
        setting = Setting.named(arguments.get(0)).orElse(null);
        if (setting == null) {
            throw new InvalidVariableException(NAME + ": there is no setting '" + arguments.get(0) + "'");
        }
        unit = arguments.size() > 1 ? arguments.get(1).toLowerCase(Locale.ROOT) : "";
        if (!unit.isEmpty() && !units(setting.kind()).contains(unit)) {
            throw new InvalidVariableException(NAME + ": '" + unit + "' is no unit of " + setting.property()
                    + "; allowed: ms or s for a time, min or span for a range of times");
        }
    }

    private static List<String> units(Kind kind) {
        return kind instanceof Kind.Time
                ? List.of("ms", "s")
                : kind instanceof Kind.TimeRange ? List.of("min", "span") : List.of();
    }

    @Override
    public String execute(SampleResult previousResult, Sampler currentSampler) {
        try {
            Settings settings = JMeterSettings.current();
            if (unit.isEmpty()) {
                return settings.text(setting);
            }
            return Long.toString(
                    switch (unit) {
                        case "min" -> settings.min(setting).toMillis();
                        case "span" ->
                            settings.max(setting).minus(settings.min(setting)).toMillis();
                        case "ms" -> settings.duration(setting).toMillis();
                        default -> settings.duration(setting).toSeconds();
                    });
        } catch (Rejection reason) {
            EngineRun.current().reject(reason);
            return "";
        }
    }
}
