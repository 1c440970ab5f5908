package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.ConnectSampler;

/** The form of {@link ConnectSampler}. */
public final class ConnectGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public ConnectGui() {
        super(Category.SAMPLER, ConnectSampler.TITLE, ConnectSampler.FIELDS, ConnectSampler::new);
    }
}
