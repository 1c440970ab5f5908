package io.github.pgsurge.cli.bench;

import io.github.pgsurge.cli.Checkout;
import io.github.pgsurge.outcome.Rejection;
import io.github.pgsurge.sandbox.SandboxException;
import java.util.List;
import java.util.Map;

/** One benchmark: its contenders, measured on one server. Stateless. */
interface Bench {
    /** The figures and what they were measured with. */
    record Outcome(ContenderResults results, Map<String, Object> conditions) {}

    /** Names of everything that can be measured, in the order of the table. */
    List<String> names();

    /** Starts the server, measures in these rounds, and leaves nothing behind. */
    Outcome run(Checkout checkout, Rounds rounds)
            throws BenchFailure, Rejection, SandboxException, InterruptedException;
}
