package io.github.pgsurge.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scripts/bench}. Hidden in {@code pgsurge --help}: it measures pgsurge, not a user's server. */
@Command(
        name = "bench",
        hidden = true,
        description = "Measures pgsurge itself, on a server of its own.",
        synopsisSubcommandLabel = "writes|graphql|micro",
        mixinStandardHelpOptions = true,
        subcommands = {BenchCommand.Writes.class, BenchCommand.Graphql.class, MicroCommand.class})
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "bench: 'writes', 'graphql' or 'micro' is missing");
    }

    /** {@code scripts/bench writes}. */
    @Command(
            name = "writes",
            description =
                    "Every ingest mode through JMeter, beside pgbench, a stock JDBC Request and server-only COPY.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Writes extends BenchOptions {
        private static final int WARMUP_SECONDS = 10;

        Writes() {
            super(new WritesBench(), WARMUP_SECONDS);
        }
    }

    /** {@code scripts/bench graphql}. */
    @Command(
            name = "graphql",
            description =
                    "GraphQL Request through JMeter, beside a stock HTTP Request with two JSON assertions and wrk,"
                            + " against a static answer of nginx.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Graphql extends BenchOptions {
        /** After ten, compiling the stock sampler and its assertions still takes a quarter of its CPU time. */
        private static final int WARMUP_SECONDS = 30;

        Graphql() {
            super(new GraphqlBench(), WARMUP_SECONDS);
        }
    }
}
