package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.InsertSampler;

/** The form of {@link InsertSampler}. */
public final class InsertGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public InsertGui() {
        super(Category.SAMPLER, InsertSampler.TITLE, InsertSampler.FIELDS, InsertSampler::new);
    }
}
