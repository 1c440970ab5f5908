package io.github.pgsurge.jmeter.gui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgsurge.testing.JMeterOfThisJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.jmeter.control.Controller;
import org.apache.jmeter.control.gui.TestPlanGui;
import org.apache.jmeter.gui.JMeterGUIComponent;
import org.apache.jmeter.samplers.Sampler;
import org.apache.jmeter.save.SaveService;
import org.apache.jmeter.testelement.TestElement;
import org.apache.jmeter.testelement.TestPlan;
import org.apache.jmeter.threads.AbstractThreadGroup;
import org.apache.jmeter.threads.gui.ThreadGroupGui;
import org.apache.jorphan.collections.HashTree;
import org.apache.jorphan.collections.ListedHashTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plans in the real JMeter GUI, with the plugin as users get it. */
@JMeterOfThisJvm
class PlansInTheGuiIT {
    private static final Path PLANS = Path.of(System.getProperty("pgsurge.root"), "test-plans");
    private static final String EVERY_ELEMENT = "every-element.jmx";

    @TempDir
    private static Path folder;

    private static String said;

    @BeforeAll
    static void openShowAndSaveEveryPlan() throws IOException, InterruptedException {
        JMeterForms.configureJMeter();
        Files.createDirectories(opened());
        Files.createDirectories(saved());
        try (Stream<Path> files = Files.walk(PLANS)) {
            for (Path plan :
                    files.filter(file -> file.toString().endsWith(".jmx")).toList()) {
                copy(plan, opened());
                if (!plan.getParent().equals(PLANS)) {
                    // a plan that is saved elsewhere looks there for what it includes
                    copy(plan, saved());
                }
            }
        }
        writeEveryElement(opened().resolve(EVERY_ELEMENT));
        said = useTheGui();
    }

    private static void copy(Path plan, Path into) throws IOException {
        Path copy = into.resolve(PLANS.relativize(plan));
        Files.createDirectories(copy.getParent());
        Files.copy(plan, copy);
    }

    @Test
    void savesEveryPlanAsItWasOpened() throws IOException {
        List<Path> plans = plans();
        assertThat(plans).hasSizeGreaterThanOrEqualTo(2);
        for (Path plan : plans) {
            // JMeter leaves out what equals a default of its own, so a plan is kept the way JMeter 5.6.3 writes it
            assertThat(saved().resolve(opened().relativize(plan)))
                    .as("what the GUI saved; it is for test-plans/, when only what JMeter leaves out differs")
                    .usingCharset(StandardCharsets.UTF_8)
                    .hasSameTextualContentAs(plan);
        }
    }

    @Test
    void logsNoErrorAndNoWarning() throws IOException {
        List<String> log = Files.readAllLines(folder.resolve("jmeter.log"));
        assertThat(log).anyMatch(line -> line.contains("o.a.j.JMeterGuiLauncher: Setting LAF"));
        assertThat(log.stream().filter(line -> !line.contains(" INFO ")).toList())
                .isEmpty();
        assertThat(said).doesNotContain("Exception");
    }

    @Test
    void offersEveryElementUnderItsNameInTheAddMenu() {
        List<String> expected = new ArrayList<>();
        for (JMeterGUIComponent form : JMeterForms.all()) {
            TestElement element = form.createTestElement();
            if (element instanceof AbstractThreadGroup) {
                expected.add("menu: TestPlan > Add > Threads (Users) > " + form.getStaticLabel());
            } else {
                String menu = element instanceof Sampler
                        ? "Sampler"
                        : element instanceof Controller
                                ? "Logic Controller"
                                : form.getMenuCategories().contains("menu_listener") ? "Listener" : "Config Element";
                expected.add("menu: ThreadGroup > Add > " + menu + " > " + form.getStaticLabel());
            }
        }
        assertThat(said.lines()).containsAll(expected);
    }

    /** A plan with every element of the plugin, each with values that are easily damaged. */
    private static void writeEveryElement(Path file) throws IOException {
        HashTree tree = new ListedHashTree();
        TestPlan plan = (TestPlan) new TestPlanGui().createTestElement();
        HashTree inPlan = tree.add(plan);
        ThreadGroupGui groups = new ThreadGroupGui();
        TestElement group = groups.createTestElement();
        // JMeter's form puts a property elsewhere when it stores an element again
        groups.modifyTestElement(group);
        HashTree inGroup = inPlan.add(group);
        for (JMeterGUIComponent form : JMeterForms.all()) {
            TestElement element = JMeterForms.awkward(form);
            boolean runsInAGroup = (element instanceof Sampler || element instanceof Controller)
                    && !(element instanceof AbstractThreadGroup);
            (runsInAGroup ? inGroup : inPlan).add(element);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            SaveService.saveTree(tree, out);
        }
    }

    private static String useTheGui() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        try (VirtualDisplay display = VirtualDisplay.start()) {
            ProcessBuilder program = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            program.environment().put("DISPLAY", display.name());
            Process session = program.start();
            try {
                assertThat(session.waitFor(3, TimeUnit.MINUTES))
                        .as("JMeter's GUI ended in time")
                        .isTrue();
            } finally {
                session.destroyForcibly().waitFor();
            }
            String said = Files.readString(output);
            assertThat(session.exitValue()).as(said).isZero();
            return said;
        }
    }

    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        for (String opened : List.of("java.desktop/sun.awt", "java.desktop/sun.swing", "java.desktop/java.awt")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        // the look and feel that the user of this machine prefers is no business of the test's, nor the other way round
        command.add("-Djava.util.prefs.userRoot=" + folder);
        command.add("-Djmeter.home=" + JMeterForms.HOME);
        command.add("-cp");
        command.add(String.join(
                System.getProperty("path.separator"),
                JMeterForms.HOME.resolve("bin/ApacheJMeter.jar").toString(),
                JMeterForms.HOME.resolve("lib").resolve("*").toString(),
                JMeterForms.HOME.resolve("lib/ext").resolve("*").toString(),
                codeOf(GuiSession.class)));
        command.add(GuiSession.class.getName());
        command.add(opened().toString());
        command.add(saved().toString());
        command.addAll(List.of("-j", folder.resolve("jmeter.log").toString()));
        return command;
    }

    private static String codeOf(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static Path opened() {
        return folder.resolve("opened");
    }

    private static Path saved() {
        return folder.resolve("saved");
    }

    private static List<Path> plans() throws IOException {
        try (Stream<Path> files = Files.walk(opened())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
