package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.UpdateSampler;

/** The form of {@link UpdateSampler}. */
public final class UpdateGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public UpdateGui() {
        super(Category.SAMPLER, UpdateSampler.TITLE, UpdateSampler.FIELDS, UpdateSampler::new);
    }
}
