package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.GraphqlRequestSampler;

/** The form of {@link GraphqlRequestSampler}. */
public final class GraphqlRequestGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public GraphqlRequestGui() {
        super(Category.SAMPLER, GraphqlRequestSampler.TITLE, GraphqlRequestSampler.FIELDS, GraphqlRequestSampler::new);
    }
}
