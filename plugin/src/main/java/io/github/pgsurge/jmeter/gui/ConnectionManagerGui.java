package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.ConnectionManagerConfig;

/** The form of {@link ConnectionManagerConfig}. */
public final class ConnectionManagerGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public ConnectionManagerGui() {
        super(
                Category.CONFIG,
                ConnectionManagerConfig.TITLE,
                ConnectionManagerConfig.FIELDS,
                ConnectionManagerConfig::new);
    }
}
