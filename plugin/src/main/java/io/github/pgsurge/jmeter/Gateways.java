package io.github.pgsurge.jmeter;

import io.github.pgsurge.graphql.GraphqlEndpoint;
import io.github.pgsurge.graphql.GraphqlOperation;
import io.github.pgsurge.verdict.Rejection;
import java.util.ArrayList;
import java.util.List;

/** Finds the endpoint that a sampler's variable name stands for, and the operations that are sent to it. */
final class Gateways {
    /** An operation of the plan, and the variable name of its endpoint. */
    private record Planned(String variable, GraphqlOperation operation) {}

    private Gateways() {}

    /**
     * The endpoint of a GraphQL Endpoint element.
     *
     * @throws Rejection when there is none under that name
     */
    static GraphqlEndpoint named(String variable, EngineRun run) throws Rejection {
        return run.published(variable, GraphqlEndpoint.class)
                .orElseThrow(() -> Rejection.usage("there is no endpoint '" + variable + "'; add a "
                        + GraphqlEndpointConfig.TITLE + " with that variable name to the plan"));
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
