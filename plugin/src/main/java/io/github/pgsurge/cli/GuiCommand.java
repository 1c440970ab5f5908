package io.github.pgsurge.cli;

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
        return new JMeterProcess(checkout)
                .argument("-t", checkout.plan(plan).toString())
                .run(System.out, () -> {});
    }
}
