package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.Thresholds;

/** The form of {@link Thresholds}. */
public final class ThresholdsGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public ThresholdsGui() {
        super(Category.LISTENER, Thresholds.TITLE, Thresholds.FIELDS, Thresholds::new);
    }
}
