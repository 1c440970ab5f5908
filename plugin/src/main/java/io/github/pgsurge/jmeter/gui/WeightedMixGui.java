package io.github.pgsurge.jmeter.gui;

import io.github.pgsurge.jmeter.elements.WeightedMix;
import java.util.ArrayList;
import java.util.List;
import org.apache.jmeter.control.Controller;
import org.apache.jmeter.gui.GuiPackage;
import org.apache.jmeter.gui.tree.JMeterTreeNode;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.testelement.TestElement;

/** The form of {@link WeightedMix}. */
public final class WeightedMixGui extends ElementForm {
    private static final long serialVersionUID = 1;

    /** Made by JMeter when it builds its menus. */
    public WeightedMixGui() {
        super(Category.CONTROLLER, WeightedMix.TITLE, WeightedMix.FIELDS, WeightedMix::new);
    }

    @Override
    public void configure(TestElement element) {
        super.configure(element);
        List<String> children = children(element);
        note(
                children.isEmpty()
                        ? "No children yet: add samplers or controllers."
                        : "Children: " + String.join(", ", children));
    }

    @Override
    public void clearGui() {
        super.clearGui();
        note("");
    }

    /** The names of the children among which the controller will choose; none outside JMeter's GUI. */
    private static List<String> children(TestElement mix) {
        GuiPackage gui = GuiPackage.getInstance();
        JMeterTreeNode node = gui == null ? null : gui.getNodeOf(mix);
        List<String> names = new ArrayList<>();
        for (int i = 0; node != null && i < node.getChildCount(); i++) {
            TestElement child = ((JMeterTreeNode) node.getChildAt(i)).getTestElement();
            if (child.isEnabled() && (child instanceof Sampler || child instanceof Controller)) {
                names.add(child.getName());
            }
        }
        return names;
    }
}
