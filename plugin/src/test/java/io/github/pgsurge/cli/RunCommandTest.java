package io.github.pgsurge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {
    @Test
    void theHelpOfStagesTellsOfVirtualUsersAndOfArrivals() {
        String help = new CommandLine(new RunCommand()).getUsageMessage().replaceAll("\\s+", " ");
        assertThat(help)
                .contains("such as 1m:50,5m:500,1m:50, instead of --duration and --vus; or arrivals")
                .contains("such as 1m:50/s,5m:500/s (also /m, /h), instead of --duration.")
                .contains("--vus=N Virtual users; of --stages with rates the most there may be.");
    }
}
