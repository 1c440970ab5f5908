package io.github.pgsurge.jmeter.elements;

import io.github.pgsurge.graphql.GraphqlClient;
import io.github.pgsurge.graphql.GraphqlEndpoint;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.jmeter.run.EngineRun;
import io.github.pgsurge.outcome.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.apache.jmeter.threads.JMeterVariables;

/** Finds the endpoint that a sampler's variable name stands for, a VU's connection to it, and what is sent to it. */
final class Gateways {
    /** An operation of the plan, and the variable name of its endpoint. */
    private record Planned(String variable, GraphqlOperation operation) {}

    private Gateways() {}

    /**
     * The endpoint of a GraphQL Endpoint element.
     *
     * @throws Rejection when there is none under that name
     */
    private static GraphqlEndpoint named(String variable, EngineRun run) throws Rejection {
        return run.published(variable, GraphqlEndpoint.class)
                .orElseThrow(() -> Rejection.usage("there is no endpoint '" + variable + "'; add a "
                        + GraphqlEndpointConfig.TITLE + " with that variable name to the plan"));
    }

    /**
     * The connection of the VU with these variables, the same for all its requests to that endpoint. To be closed when
     * the VU ends.
     *
     * @throws Rejection when there is no such endpoint
     */
    static GraphqlClient client(String variable, EngineRun run, JMeterVariables user) throws Rejection {
        String key = "pgsurge.client of " + variable;
        if (user.getObject(key) instanceof GraphqlClient known) {
            return known;
        }
        GraphqlClient client = named(variable, run).client();
        user.putObject(key, client);
        return client;
    }

    /** Makes an operation known, so that its document is checked before the load. */
    static void plan(String variable, GraphqlOperation operation, EngineRun run) {
        run.publish(
                "operation of " + variable + ": " + operation.label() + " " + operation.document(),
                new Planned(variable, operation));
    }

    /** The operations that are sent to an endpoint. */
    static List<GraphqlOperation> planned(String variable, EngineRun run) {
        List<GraphqlOperation> operations = new ArrayList<>();
        run.published(Planned.class).values().forEach(planned -> {
            if (planned.variable().equals(variable)) {
                operations.add(planned.operation());
            }
        });
        return operations;
    }
}
