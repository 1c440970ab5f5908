package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.PgbouncerMonitor;

/** The form of {@link PgbouncerMonitor}. */
public final class PgbouncerMonitorGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public PgbouncerMonitorGui() {
        super(Category.LISTENER, PgbouncerMonitor.TITLE, PgbouncerMonitor.FIELDS, PgbouncerMonitor::new);
    }
}
