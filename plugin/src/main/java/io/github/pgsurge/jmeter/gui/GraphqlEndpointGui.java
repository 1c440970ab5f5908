package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.GraphqlEndpointConfig;

/** The form of {@link GraphqlEndpointConfig}. */
public final class GraphqlEndpointGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public GraphqlEndpointGui() {
        super(Category.CONFIG, GraphqlEndpointConfig.TITLE, GraphqlEndpointConfig.FIELDS, GraphqlEndpointConfig::new);
    }
}
