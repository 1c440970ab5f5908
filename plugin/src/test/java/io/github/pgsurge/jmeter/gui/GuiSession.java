package io.github.pgsurge.jmeter.gui;

import java.awt.Component;
import java.awt.Robot;
import java.awt.event.ActionEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.JTree;
import javax.swing.MenuElement;
import javax.swing.SwingUtilities;
import javax.swing.tree.TreePath;
import org.apache.jmeter.NewDriver;
import org.apache.jmeter.gui.GuiPackage;
import org.apache.jmeter.gui.action.ActionNames;
import org.apache.jmeter.gui.action.ActionRouter;
import org.apache.jmeter.gui.action.Load;
import org.apache.jmeter.gui.tree.JMeterTreeNode;
import org.apache.jmeter.save.SaveService;
import org.apache.jmeter.services.FileServer;

/**
 * A user at the JMeter GUI: starts JMeter, opens each plan, selects every element so that its form is shown and stored,
 * saves the plan under the same name in another folder, and closes JMeter. A program of its own, as JMeter's GUI owns its
 * JVM. Arguments: a folder with the plans, the folder to save to, then JMeter's own. With the system property
 * {@code pgsurge.pictures} it leaves a picture of every form in that folder.
 *
 * <p>On standard output it says {@code menu: <path>} for every entry of the menu of each element.
 */
public final class GuiSession {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Path saved;
    private final String pictures = System.getProperty("pgsurge.pictures", "");

    private GuiSession(Path saved) {
        this.saved = saved;
    }

    /** Runs the session; exits with 1 and a stack trace on standard error when something goes wrong. */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        try {
            NewDriver.main(words.subList(2, words.size()).toArray(new String[0]));
            GuiSession session = new GuiSession(Path.of(words.get(1)));
            await(() -> GuiPackage.getInstance() != null
                    && GuiPackage.getInstance().getMainFrame() != null
                    && GuiPackage.getInstance().getMainFrame().isShowing());
            session.openAll(Path.of(words.get(0)));
            Runtime.getRuntime().exit(0);
        } catch (Exception | AssertionError failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void openAll(Path folder) throws Exception {
        List<Path> plans;
        try (Stream<Path> files = Files.walk(folder)) {
            plans = files.filter(file -> file.toString().endsWith(".jmx"))
                    .sorted()
                    .toList();
        }
        for (Path plan : plans) {
            open(plan.toFile());
            for (JMeterTreeNode node : nodes()) {
                select(node);
            }
            save(saved.resolve(folder.relativize(plan)));
        }
    }

    private static void open(File plan) throws Exception {
        onSwing(() -> {
            FileServer.getFileServer().setBaseForScript(plan);
            GuiPackage.getInstance().setTestPlanFile(plan.getAbsolutePath());
            return Load.insertLoadedTree(1, SaveService.loadTree(plan));
        });
    }

    private static List<JMeterTreeNode> nodes() throws Exception {
        return onSwing(() -> {
            List<JMeterTreeNode> nodes = new ArrayList<>();
            JMeterTreeNode root =
                    (JMeterTreeNode) GuiPackage.getInstance().getTreeModel().getRoot();
            Collections.list(root.preorderEnumeration()).stream()
                    .map(JMeterTreeNode.class::cast)
                    .filter(node -> node != root)
                    .forEach(nodes::add);
            return nodes;
        });
    }

    private void select(JMeterTreeNode node) throws Exception {
        onSwing(() -> {
            JTree tree = GuiPackage.getInstance().getMainFrame().getTree();
            TreePath path = new TreePath(node.getPath());
            tree.makeVisible(path);
            tree.setSelectionPath(path);
            return null;
        });
        await(() -> onSwing(() -> GuiPackage.getInstance().getCurrentGui() instanceof Component form
                && GuiPackage.getInstance().getCurrentNode() == node
                && form.isShowing()));
        String element = "menu: " + node.getTestElement().getClass().getSimpleName();
        onSwing(() -> {
            sayEntries(node.createPopupMenu(), element);
            return null;
        });
        if (!pictures.isEmpty()) {
            picture(node.getName());
        }
    }

    private static void sayEntries(MenuElement menu, String path) {
        for (MenuElement element : menu.getSubElements()) {
            String name = element instanceof JMenuItem item ? path + " > " + item.getText() : path;
            if (element instanceof JMenuItem && !(element instanceof JMenu)) {
                System.out.println(name);
            }
            sayEntries(element, name);
        }
    }

    private static void save(Path file) throws Exception {
        onSwing(() -> {
            GuiPackage.getInstance().setTestPlanFile(file.toString());
            ActionRouter.getInstance()
                    .doActionNow(new ActionEvent(GuiPackage.getInstance().getMainFrame(), 1, ActionNames.SAVE));
            return null;
        });
    }

    private void picture(String name) throws Exception {
        Component window = GuiPackage.getInstance().getMainFrame();
        Robot robot = new Robot();
        robot.waitForIdle();
        BufferedImage picture = robot.createScreenCapture(window.getBounds());
        Path file = Path.of(pictures, name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".png");
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException(file + " was not written");
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plus(DEADLINE);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("JMeter's GUI did not do as expected within " + DEADLINE);
            }
            Thread.sleep(20);
        }
    }

    private static <T> T onSwing(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        SwingUtilities.invokeAndWait(task);
        return task.get();
    }
}
