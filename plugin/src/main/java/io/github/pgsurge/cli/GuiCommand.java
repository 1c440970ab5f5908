package io.github.pgsurge.cli;

import io.github.pgsurge.outcome.Rejection;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pgsurge gui [PLAN]}. */
@Command(
        name = "gui",
        description = "Opens a plan in the JMeter GUI, with the plugin installed.",
        mixinStandardHelpOptions = true)
final class GuiCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PLAN",
            arity = "0..1",
            defaultValue = "write-load",
            description = "A plan of test-plans/ by name, or the path of a .jmx file; default ${DEFAULT-VALUE}.")
    private String plan;

    @Override
    public Integer call() throws Exception {
        Checkout checkout = Checkout.ofLauncher();
        Path file = checkout.plan(plan);
        if (GraphicsEnvironment.isHeadless()) {
            throw Rejection.usage("there is no display to open the GUI on; set DISPLAY, or run the plan without one: "
                    + "scripts/pgsurge run " + plan);
        }
        return new JMeterProcess(checkout).argument("-t", file.toString()).run(System.out, () -> {});
    }
}
