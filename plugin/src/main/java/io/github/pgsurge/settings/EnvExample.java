package io.github.pgsurge.settings;

import java.util.EnumSet;
import java.util.Set;

/** The text of {@code .env.example}: every setting with its help, what is allowed, and its default. */
public final class EnvExample {
    private static final Set<Setting> TO_FILL_IN =
            EnumSet.of(Setting.DB_HOST, Setting.DB_PORT, Setting.DB_USER, Setting.DB_PASSWORD, Setting.DB_NAME);

    private EnvExample() {}

    /** The whole file. */
    public static String text() {
        StringBuilder text = new StringBuilder("""
                # Settings of pgsurge. Copy this file to .env and fill in where your database is; without DB_HOST a sandbox
                # that is up is loaded. A line that begins with # shows a default; an empty value counts as not set.
                # The same names work in the environment, and as properties: -J batch.size=500.
                """);
        for (Setting setting : Setting.values()) {
            if (setting == Setting.ENV_FILE) {
                continue;
            }
            text.append("\n# ").append(setting.help()).append(".\n");
            text.append("# Allowed: ").append(setting.kind().allowed()).append(".\n");
            text.append(TO_FILL_IN.contains(setting) ? "" : "#")
                    .append(setting.name())
                    .append('=')
                    .append(setting.inheritsFrom().isPresent() ? "" : setting.fallback())
                    .append('\n');
        }
        return text.toString();
    }
}
