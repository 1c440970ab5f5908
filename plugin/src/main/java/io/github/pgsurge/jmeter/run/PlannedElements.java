package io.github.pgsurge.jmeter.run;

import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.plan.PlanFile;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.jmeter.gui.GuiPackage;
import org.apache.jmeter.gui.tree.JMeterTreeNode;

/** What stands in the plan of the test, wherever in it. Stateless. */
public final class PlannedElements {
    private PlannedElements() {}

    /** Whether an element of that class is there and enabled; empty when nobody knows, as on an agent. */
    public static Optional<Boolean> has(Class<?> element) throws Rejection {
        GuiPackage gui = GuiPackage.getInstance();
        if (gui != null) {
            return Optional.of(
                    gui.getTreeModel().getNodesOfType(element).stream().anyMatch(JMeterTreeNode::isEnabled));
        }
        Optional<Path> plan = RunContext.planFile();
        return plan.isEmpty()
                ? Optional.empty()
                : Optional.of(PlanFile.read(plan.get()).has(element.getName()));
    }
}
