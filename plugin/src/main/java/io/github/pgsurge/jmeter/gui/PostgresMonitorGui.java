package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.PostgresMonitor;

/** The form of {@link PostgresMonitor}. */
public final class PostgresMonitorGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public PostgresMonitorGui() {
        super(Category.LISTENER, PostgresMonitor.TITLE, PostgresMonitor.FIELDS, PostgresMonitor::new);
    }
}
