package io.github.pgsurge.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A plan that JMeter runs.
 *
 * @param name in the table
 * @param properties beside those that all plans of the benchmark have
 */
record JMeterPlan(String name, JMeterClient jmeter, Path plan, Map<String, String> properties) implements Contender {
    JMeterPlan {
        properties = Map.copyOf(properties);
    }

    /**
     * A plan of the benchmark's own.
     *
     * @param template the resource's name; {@code @NAME@} in it stands for a text
     * @param texts by name
     */
    static JMeterPlan of(String name, JMeterClient jmeter, String template, Map<String, String> texts)
            throws BenchFailure {
        Path plan = jmeter.workspace().folder(name).resolve(template);
        try (InputStream resource = JMeterPlan.class.getResourceAsStream(template)) {
            String text = new String(resource.readAllBytes(), UTF_8);
            for (Map.Entry<String, String> entry : texts.entrySet()) {
                text = text.replace("@" + entry.getKey() + "@", escaped(entry.getValue()));
            }
            Files.writeString(plan, text);
        } catch (IOException failure) {
            throw new BenchFailure(plan + " could not be written: " + failure.getMessage(), failure);
        }
        return new JMeterPlan(name, jmeter, plan, Map.of());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public RoundFigure measure(Timing timing) throws BenchFailure, InterruptedException {
        return jmeter.run(name, plan, properties, timing);
    }
}
