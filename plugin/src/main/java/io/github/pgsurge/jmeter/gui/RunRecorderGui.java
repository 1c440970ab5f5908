package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.RunRecorder;

/** The form of {@link RunRecorder}. */
public final class RunRecorderGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public RunRecorderGui() {
        super(Category.LISTENER, RunRecorder.TITLE, RunRecorder.FIELDS, RunRecorder::new);
    }
}
