package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.WeightedMix;

/** The form of {@link WeightedMix}. */
public final class WeightedMixGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public WeightedMixGui() {
        super(Category.CONTROLLER, WeightedMix.TITLE, WeightedMix.FIELDS, WeightedMix::new);
    }
}
