package io.github.pgsurge.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Elements of plans that an older version saved, under the names their classes have now. JMeter reads the same file when it
 * opens such a plan. Stateless and thread safe.
 */
final class RenamedElements {
    private static final String FILE = "/META-INF/resources/org.apache.jmeter.nameupdater.properties";
    private static final Properties NAMES = load();

    private RenamedElements() {}

    private static Properties load() {
        Properties names = new Properties();
        try (InputStream file = RenamedElements.class.getResourceAsStream(FILE)) {
            names.load(file);
        } catch (IOException defect) {
            throw new UncheckedIOException(defect);
        }
        return names;
    }

    /** The name of an element's class now, for one as a plan has it. */
    static String now(String name) {
        return NAMES.getProperty(name, name);
    }
}
