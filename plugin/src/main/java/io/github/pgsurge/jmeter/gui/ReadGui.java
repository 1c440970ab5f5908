package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.ReadSampler;

/** The form of {@link ReadSampler}. */
public final class ReadGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public ReadGui() {
        super(Category.SAMPLER, ReadSampler.TITLE, ReadSampler.FIELDS, ReadSampler::new);
    }
}
