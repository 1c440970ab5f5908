package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.StagedThreadGroup;
import java.awt.Component;
import javax.swing.JPopupMenu;
import org.apache.jmeter.threads.gui.ThreadGroupGui;

/** The form of {@link StagedThreadGroup}. */
public final class StagedThreadGroupGui extends ElementForm {
    private static final long serialVersionUID = 1;

    private static final String VALIDATE = "validate_threadgroup";

    /** Made by JMeter when it builds its menus. */
    public StagedThreadGroupGui() {
        super(Category.THREADS, StagedThreadGroup.TITLE, StagedThreadGroup.FIELDS, StagedThreadGroup::new);
    }

    /** The menu of JMeter's own thread groups, but for Validate: that cuts down only those, and would start all VUs. */
    @Override
    public JPopupMenu createPopupMenu() {
        ThreadGroupGui stock = new ThreadGroupGui();
        stock.setEnabled(isEnabled());
        JPopupMenu menu = stock.createPopupMenu();
        for (Component entry : menu.getComponents()) {
            if (VALIDATE.equals(entry.getName())) {
                menu.remove(entry);
            }
        }
        return menu;
    }
}
