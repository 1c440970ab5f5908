package io.github.pgsurge.jmeter.gui;

import java.util.function.Supplier;
import javax.swing.JPopupMenu;
import org.apache.jmeter.config.gui.AbstractConfigGui;
import org.apache.jmeter.control.gui.AbstractControllerGui;
import org.apache.jmeter.gui.JMeterGUIComponent;
import org.apache.jmeter.gui.util.MenuFactory;
import org.apache.jmeter.samplers.gui.AbstractSamplerGui;
import org.apache.jmeter.threads.gui.AbstractThreadGroupGui;
import org.apache.jmeter.threads.gui.ThreadGroupGui;
import org.apache.jmeter.visualizers.gui.AbstractListenerGui;

/** Where in JMeter's menus an element stands, and what stock form gives it its icon. */
enum Category {
    CONFIG(MenuFactory.CONFIG_ELEMENTS, MenuFactory::getDefaultConfigElementMenu, AbstractConfigGui.class),
    SAMPLER(MenuFactory.SAMPLERS, MenuFactory::getDefaultSamplerMenu, AbstractSamplerGui.class),
    CONTROLLER(MenuFactory.CONTROLLERS, MenuFactory::getDefaultControllerMenu, AbstractControllerGui.class),
    THREADS(MenuFactory.THREADS, () -> new ThreadGroupGui().createPopupMenu(), AbstractThreadGroupGui.class),
    LISTENER(MenuFactory.LISTENERS, MenuFactory::getDefaultVisualizerMenu, AbstractListenerGui.class);

    private final String menu;
    private final Supplier<JPopupMenu> popup;
    private final Class<? extends JMeterGUIComponent> stock;

    Category(String menu, Supplier<JPopupMenu> popup, Class<? extends JMeterGUIComponent> stock) {
        this.menu = menu;
        this.popup = popup;
        this.stock = stock;
    }

    String menu() {
        return menu;
    }

    JPopupMenu popup() {
        return popup.get();
    }

    Class<? extends JMeterGUIComponent> stock() {
        return stock;
    }
}
