package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.TableConfig;

/** The form of {@link TableConfig}. */
public final class TableGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public TableGui() {
        super(Category.CONFIG, TableConfig.TITLE, TableConfig.FIELDS, TableConfig::new);
    }
}
