package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.CanarySampler;

/** The form of {@link CanarySampler}. */
public final class CanaryGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public CanaryGui() {
        super(Category.SAMPLER, CanarySampler.TITLE, CanarySampler.FIELDS, CanarySampler::new);
    }
}
